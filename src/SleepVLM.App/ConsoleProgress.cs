using System.Diagnostics;
using System.Globalization;

namespace SleepVLM.App;

/// <summary>One bar on standard error for each step of long work; plain lines where there is no terminal.</summary>
public sealed class ConsoleProgress : IDisposable
{
    /// <summary>Before, what is done says nothing of what is left.</summary>
    private const double EarliestPaceSeconds = 1;

    private readonly bool _interactive = !Console.IsErrorRedirected;
    private readonly Lock _gate = new();
    private string _step = "";
    private int _shownPercent = -1;
    private Stopwatch _clock = Stopwatch.StartNew();

    /// <summary>Shows how far a step is.</summary>
    /// <param name="step">Its name.</param>
    /// <param name="done">Units done.</param>
    /// <param name="total">Units in all.</param>
    /// <param name="unit">What is counted, for the rate; empty for a bare percentage.</param>
    /// <param name="doneBefore">Units done before this run, not counted in the rate.</param>
    public void Show(string step, double done, double total, string unit = "", double doneBefore = 0)
    {
        lock (_gate)
        {
            if (step != _step) Begin(step);
            var percent = total <= 0 ? 100 : (int)(100 * done / total);
            var stride = _interactive ? 1 : 20;
            if (percent / stride == _shownPercent / stride && _shownPercent >= 0 && !(_interactive && unit.Length > 0)) return;
            _shownPercent = percent;
            Console.Error.Write(_interactive ? $"\r\x1b[2K{Line(step, done, total, unit, doneBefore, percent)}" : Line(step, done, total, unit, doneBefore, percent) + "\n");
        }
    }

    /// <summary>Writes a line above the bar.</summary>
    public void Say(string line)
    {
        lock (_gate) Console.Error.WriteLine(_interactive && _step.Length > 0 ? $"\r\x1b[2K{line}" : line);
    }

    /// <summary>A reporter for a step that tells shares from 0 to 1.</summary>
    public IProgress<double> Of(string step) => new Share(this, step);

    /// <summary>Ends the bar's line.</summary>
    public void Dispose()
    {
        if (_interactive && _step.Length > 0) Console.Error.WriteLine();
    }

    private void Begin(string step)
    {
        Dispose();
        (_step, _shownPercent, _clock) = (step, -1, Stopwatch.StartNew());
    }

    private string Line(string step, double done, double total, string unit, double doneBefore, int percent)
    {
        var bar = _interactive ? $"[{new string('#', percent / 4)}{new string('.', 25 - percent / 4)}] " : "";
        if (unit.Length == 0) return string.Create(CultureInfo.InvariantCulture, $"{step,-8} {bar}{percent,3} %");
        return string.Create(CultureInfo.InvariantCulture, $"{step,-8} {bar}{percent,3} %  {done:0} of {total:0} {unit}, {Pace(done - doneBefore, total - done)}");
    }

    /// <summary>For example <c>12.5/s, 0:01:20 left</c>; slow work by the minute.</summary>
    private string Pace(double done, double left)
    {
        var seconds = _clock.Elapsed.TotalSeconds;
        if (done <= 0 || seconds < EarliestPaceSeconds) return "? left";
        var rate = done / seconds;
        var (shown, unit) = rate >= 1 ? (rate, "s") : (60 * rate, "min");
        return string.Create(CultureInfo.InvariantCulture, $"{shown:0.0}/{unit}, {TimeSpan.FromSeconds(left / rate):h\\:mm\\:ss} left");
    }

    private sealed class Share(ConsoleProgress owner, string step) : IProgress<double>
    {
        public void Report(double value) => owner.Show(step, value, 1);
    }
}
