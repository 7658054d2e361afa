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
    private double _forwardX, _forwardY, _forwardReach;
    private double _backwardX, _backwardY, _backwardReach;
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
        var across = _directionX * dy - _directionY * dx;
        if (across * across < ThresholdPx * ThresholdPx * _directionSquared)
        {
            Extend(x, y, _directionX * dx + _directionY * dy);
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
        (_forwardX, _forwardY, _forwardReach) = (x, y, _directionSquared);
        (_lastX, _lastY, _backwardReach) = (x, y, 0);
        (_lastIsForwardEnd, _lastIsBackwardEnd) = (true, false);
    }

    /// <param name="x">Point on the line.</param>
    /// <param name="y">Point on the line.</param>
    /// <param name="reach">How far along the line's direction it lies, times the length of that vector.</param>
    private void Extend(double x, double y, double reach)
    {
        (_lastIsForwardEnd, _lastIsBackwardEnd) = (reach > _forwardReach, -reach > _backwardReach);
        if (_lastIsForwardEnd) (_forwardX, _forwardY, _forwardReach) = (x, y, reach);
        else if (_lastIsBackwardEnd) (_backwardX, _backwardY, _backwardReach) = (x, y, -reach);
    }

    /// <summary>Draws the line built so far; the next one starts where it ends.</summary>
    private void EndLine()
    {
        if (_backwardReach > 0 && _lastIsForwardEnd) AddPoint(_backwardX, _backwardY);
        AddPoint(_forwardX, _forwardY);
        if (_backwardReach > 0 && !_lastIsForwardEnd) AddPoint(_backwardX, _backwardY);
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
                if (_backwardReach > 0) AddPoint(_backwardX, _backwardY);
                AddPoint(_lastX, _lastY);
            }
            else
            {
                EndLine();
            }
        }

        if (_line.Count > 1) target.Stroke(_line.X, _line.Y);
        _line.Clear();
        (_directionSquared, _backwardReach, _open, _hasPoints) = (0, 0, false, false);
    }
}

/// <summary>Takes each connected stretch of a path.</summary>
internal interface IStrokedPaths
{
    /// <param name="x">At least two points, pixels from the left, no two neighbours equal.</param>
    /// <param name="y">Pixels from the top.</param>
    void Stroke(ReadOnlySpan<double> x, ReadOnlySpan<double> y);
}
