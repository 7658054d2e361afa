namespace SleepVLM.Engine.EpochImages.Raster;

/// <summary>Merges points that lie almost on one straight line before they are stroked, as Matplotlib's path.simplify does.</summary>
/// <remarks>
/// A line is built from its first vector on. Points within the threshold of it only move its forward or backward end; the first
/// point that strays ends it. Both ends are drawn, in the order in which they were last reached, and then the last point seen.
/// </remarks>
internal sealed class PathSimplifier(IStrokedPaths target)
{
    /// <summary>Matplotlib's default path.simplify_threshold, pixels.</summary>
    private const double ThresholdPx = 1.0 / 9;

    private readonly Polyline _line = new();
    private double _lastX, _lastY;
    private double _startX, _startY;
    private double _directionX, _directionY, _directionSquared;
    private double _forwardX, _forwardY, _forwardSquared;
    private double _backwardX, _backwardY, _backwardSquared;
    private bool _lastIsForwardEnd, _lastIsBackwardEnd;
    private bool _open, _hasPoints;

    public void MoveTo(double x, double y)
    {
        Flush(atEnd: false);
        (_lastX, _lastY, _open) = (x, y, true);
    }

    public void LineTo(double x, double y)
    {
        if (_directionSquared == 0)
        {
            if (!_hasPoints) AddPoint(_lastX, _lastY);
            (_startX, _startY) = (_lastX, _lastY);
            Begin(x, y);
            return;
        }

        double dx = x - _startX, dy = y - _startY;
        var dot = _directionX * dx + _directionY * dy;
        double alongX = dot * _directionX / _directionSquared, alongY = dot * _directionY / _directionSquared;
        double acrossX = dx - alongX, acrossY = dy - alongY;
        if (acrossX * acrossX + acrossY * acrossY < ThresholdPx * ThresholdPx)
        {
            Extend(x, y, dot > 0, alongX * alongX + alongY * alongY);
            (_lastX, _lastY) = (x, y);
            return;
        }

        EndLine();
        Begin(x, y);
    }

    /// <summary>Ends the path: hands on what is pending.</summary>
    public void Finish() => Flush(atEnd: true);

    private void Begin(double x, double y)
    {
        (_directionX, _directionY) = (x - _lastX, y - _lastY);
        _directionSquared = _directionX * _directionX + _directionY * _directionY;
        (_forwardX, _forwardY, _forwardSquared) = (x, y, _directionSquared);
        (_lastX, _lastY, _backwardSquared) = (x, y, 0);
        (_lastIsForwardEnd, _lastIsBackwardEnd) = (true, false);
    }

    private void Extend(double x, double y, bool forward, double alongSquared)
    {
        (_lastIsForwardEnd, _lastIsBackwardEnd) = (false, false);
        if (forward)
        {
            if (alongSquared <= _forwardSquared) return;
            (_forwardX, _forwardY, _forwardSquared, _lastIsForwardEnd) = (x, y, alongSquared, true);
        }
        else if (alongSquared > _backwardSquared)
        {
            (_backwardX, _backwardY, _backwardSquared, _lastIsBackwardEnd) = (x, y, alongSquared, true);
        }
    }

    /// <summary>Draws the line built so far; the next one starts where it ends.</summary>
    private void EndLine()
    {
        if (_backwardSquared > 0 && _lastIsForwardEnd) AddPoint(_backwardX, _backwardY);
        AddPoint(_forwardX, _forwardY);
        if (_backwardSquared > 0 && !_lastIsForwardEnd) AddPoint(_backwardX, _backwardY);
        if (!_lastIsForwardEnd && !_lastIsBackwardEnd) AddPoint(_lastX, _lastY);
    }

    private void AddPoint(double x, double y)
    {
        _line.Add(x, y);
        (_startX, _startY, _hasPoints) = (x, y, true);
    }

    private void Flush(bool atEnd)
    {
        if (_open && _directionSquared != 0)
        {
            if (atEnd)
            {
                AddPoint(_forwardX, _forwardY);
                if (_backwardSquared > 0) AddPoint(_backwardX, _backwardY);
                AddPoint(_lastX, _lastY);
            }
            else
            {
                EndLine();
            }
        }

        if (_line.Count > 1) target.Stroke(_line.X, _line.Y);
        _line.Clear();
        (_directionSquared, _backwardSquared, _open, _hasPoints) = (0, 0, false, false);
    }
}

/// <summary>Takes each connected stretch of a path.</summary>
internal interface IStrokedPaths
{
    /// <param name="x">At least two points, pixels from the left, no two neighbours equal.</param>
    /// <param name="y">Pixels from the top.</param>
    void Stroke(ReadOnlySpan<double> x, ReadOnlySpan<double> y);
}
