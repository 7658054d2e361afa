using System.Text;
using SleepVLM.Engine.Montages;
using SleepVLM.Engine.Recordings;
using SleepVLM.Engine.Tests.Recordings;

namespace SleepVLM.Engine.Tests.Montages;

/// <summary>Wrong units silently break staging; here they are converted, or inferred with a note.</summary>
public sealed class UnitInferenceTests : RecordingTest
{
    [Theory]
    [InlineData("uV", 1)]
    [InlineData("µV", 1)]
    [InlineData("μV", 1)]
    [InlineData("mV", 1000)]
    [InlineData("V", 1e6)]
    [InlineData("nV", 1e-3)]
    public void Resolve_KnownUnit_IsConvertedWithoutANote(string unit, double microvolts)
    {
        var (values, note) = Read(Encoding.UTF8.GetBytes(unit), 100 / microvolts);
        Assert.Equal(100, values.Max(), 0.01);
        Assert.Equal("", note);
    }

    [Fact]
    public void Resolve_MicroSignInLatin1_IsUnderstood()
    {
        var (values, note) = Read(Encoding.Latin1.GetBytes("µV"), 100);
        Assert.Equal(100, values.Max(), 0.01);
        Assert.Equal("", note);
    }

    [Theory]
    [InlineData("", 1e-4, "read as V by its amplitude")]
    [InlineData("", 0.1, "read as mV by its amplitude")]
    [InlineData("", 100, "read as uV by its amplitude")]
    [InlineData("?V", 100, "the unit '?V' is not known; read as uV")]
    [InlineData("uV", 1e-4, "the file says 'uV'")]
    [InlineData("V", 100, "read as uV")]
    [InlineData("mV", 1e5, "the file says 'mV'")]
    public void Resolve_UnitAbsentOrImplausible_IsInferredWithANote(string unit, double peak, string expected)
    {
        var (values, note) = Read(Encoding.UTF8.GetBytes(unit), peak);
        Assert.Equal(100, values.Max(), 0.1);
        Assert.Contains(expected, note, StringComparison.Ordinal);
    }

    [Fact]
    public void Resolve_WeakSignalInASoundRange_IsNotBlownUp()
    {
        // A loose electrode: hardly any signal, but the range says that microvolts are meant.
        var recording = Open(new EdfBuilder().With("C4-M1", 200, digital: i => i % 2));
        var signals = MontageResolver.Resolve(recording);
        Assert.InRange(signals.Read(0, signals.Segments[0]).Max(), 0, 1);
        Assert.Contains("implausible", signals.Montage.Channels[0].Note, StringComparison.Ordinal);
    }

    [Fact]
    public void Resolve_FlatSignalWithoutUnit_IsReadAsMicrovolts()
    {
        var signals = MontageResolver.Resolve(Open(new EdfBuilder().With("C4-M1", 200, "", _ => 0)));
        Assert.Contains("flat", signals.Montage.Channels[0].Note, StringComparison.Ordinal);
    }

    [Fact]
    public void Resolve_OneOfTwoSubtractedSignalsWithoutUnit_IsTakenLikeTheOther()
    {
        var signals = MontageResolver.Resolve(Open(new EdfBuilder().With("C4", 200, "mV", i => i % 3).With("M1", 200, "", _ => 0)));
        Assert.Contains("taken like the other", signals.Montage.Channels[0].Note, StringComparison.Ordinal);
        Assert.Equal(2 * 2000.0 / 65535 * 1000, signals.Read(0, signals.Segments[0]) is var values ? values.Max() - values.Min() : 0, 1e-6);
    }

    private (double[] Microvolts, string Note) Read(byte[] unit, double peak)
    {
        var limit = (peak * 2).ToString("0.######", System.Globalization.CultureInfo.InvariantCulture);
        var recording = Open(new EdfBuilder().With("C4-M1", 200, digital: i => (int)(16384 * Math.Sin(i * 0.3)))
            .Set("unit", unit, 0).Set("physicalMinimum", "-" + limit, 0).Set("physicalMaximum", limit, 0));
        var signals = MontageResolver.Resolve(recording);
        return (signals.Read(0, signals.Segments[0]), signals.Montage.Channels[0].Note);
    }
}
