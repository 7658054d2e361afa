namespace SleepVLM.Engine.EpochImages.Raster;

/// <summary>Outlines a line of given width: round joins, projecting caps (Anti-Grain Geometry's stroke with Matplotlib's settings).</summary>
/// <remarks>
/// The outline runs along one side, around the end and back along the other. Where both sides of a join overlap the outline crosses
/// itself, and coverage adds up there; that is part of how the pictures look.
/// </remarks>
internal sealed class Stroker : IStrokedPaths
{
    /// <summary>Arcs are divided so that no chord lies further than this from its arc, pixels.</summary>
    private const double ArcTolerancePx = 0.125;

    /// <summary>Bevels that cut off less than this share of the half width are drawn as mitres.</summary>
    private const double NegligibleBevel = 1.0 / 1024;

    private const double InnerMiterLimit = 1.01;

    private readonly EdgeClipper _outline;
    private readonly double _half, _halfSquared, _arcStep, _cosArcStep, _cosTwoArcSteps, _flat;
    private double[] _normalX = new double[4096];
    private double[] _normalY = new double[4096];
    private double[] _length = new double[4096];
    private bool _started;

    /// <param name="outline">Takes the outline as a closed polygon.</param>
    /// <param name="widthPx">Line width, pixels.</param>
    public Stroker(EdgeClipper outline, double widthPx)
    {
        _outline = outline;
        _half = widthPx / 2;
        _halfSquared = _half * _half;
        _arcStep = 2 * Math.Acos(_half / (_half + ArcTolerancePx));
        _cosArcStep = Math.Cos(_arcStep);
        _cosTwoArcSteps = 2 * _arcStep < Math.PI ? Math.Cos(2 * _arcStep) : double.NegativeInfinity;
        _flat = 2 * _halfSquared * (1 - NegligibleBevel) * (1 - NegligibleBevel);
    }

    /// <inheritdoc/>
    public void Stroke(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var last = x.Length - 1;
        Measure(x, y);
        _started = false;

        Cap(x[0], y[0], _normalX[0], _normalY[0]);
        for (var i = 1; i < last; i++)
            Join(x[i], y[i], _normalX[i - 1], _normalY[i - 1], _normalX[i], _normalY[i], Math.Min(_length[i - 1], _length[i]));
        Cap(x[last], y[last], -_normalX[last - 1], -_normalY[last - 1]);
        for (var i = last - 1; i > 0; i--)
            Join(x[i], y[i], -_normalX[i], -_normalY[i], -_normalX[i - 1], -_normalY[i - 1], Math.Min(_length[i - 1], _length[i]));
        _outline.Close();
    }

    /// <summary>Per segment: its length, and its normal of half the line width.</summary>
    private void Measure(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        if (_length.Length < x.Length)
        {
            _normalX = new double[2 * x.Length];
            _normalY = new double[2 * x.Length];
            _length = new double[2 * x.Length];
        }

        for (var i = 0; i + 1 < x.Length; i++)
        {
            double dx = x[i + 1] - x[i], dy = y[i + 1] - y[i];
            var length = Math.Sqrt(dx * dx + dy * dy);
            (_normalX[i], _normalY[i], _length[i]) = (_half * dy / length, -_half * dx / length, length);
        }
    }

    private void Cap(double x, double y, double normalX, double normalY)
    {
        double backX = normalY, backY = -normalX;
        Add(x - normalX + backX, y - normalY + backY);
        Add(x + normalX + backX, y + normalY + backY);
    }

    private void Join(double x, double y, double inX, double inY, double outX, double outY, double shorter)
    {
        var dot = inX * outX + inY * outY;
        var sum = _halfSquared + dot;
        var miter = sum > 0 ? _halfSquared / sum : double.PositiveInfinity;
        if (inY * outX > inX * outY)
        {
            var limit = Math.Max(shorter, InnerMiterLimit * _half);
            if (2 * _halfSquared * miter <= limit * limit)
            {
                Add(x + (inX + outX) * miter, y + (inY + outY) * miter);
                return;
            }

            Add(x + inX, y + inY);
            Add(x + outX, y + outY);
        }
        else if (sum > _flat)
        {
            Add(x + (inX + outX) * miter, y + (inY + outY) * miter);
        }
        else
        {
            Arc(x, y, inX, inY, outX, outY, dot / _halfSquared);
        }
    }

    private void Arc(double x, double y, double inX, double inY, double outX, double outY, double cosSweep)
    {
        Add(x + inX, y + inY);
        if (cosSweep <= _cosTwoArcSteps)
        {
            var sweep = Math.Acos(Math.Max(cosSweep, -1));
            var inner = (int)(sweep / _arcStep);
            var (sin, cos) = Math.SinCos(sweep / (inner + 1));
            for (double rx = inX, ry = inY; inner > 0; inner--)
            {
                (rx, ry) = (rx * cos - ry * sin, rx * sin + ry * cos);
                Add(x + rx, y + ry);
            }
        }
        else if (cosSweep <= _cosArcStep)
        {
            var scale = 1 / Math.Sqrt(2 + 2 * cosSweep);
            Add(x + (inX + outX) * scale, y + (inY + outY) * scale);
        }

        Add(x + outX, y + outY);
    }

    private void Add(double x, double y)
    {
        if (_started) _outline.LineTo(x, y);
        else _outline.MoveTo(x, y);
        _started = true;
    }
}
