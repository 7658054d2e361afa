using System.Text;
using SleepVLM.Contracts;
using SleepVLM.Engine.Recordings;

namespace SleepVLM.Engine.Tests.Recordings;

/// <summary>EDF specification 2.1: the header record.</summary>
public sealed class EdfClause21HeaderTests : RecordingTest
{
    [Fact]
    public void Open_PlainHeader_ReadsEveryField()
    {
        var recording = Open(new EdfBuilder { RecordSeconds = 30, Records = 4 }.With("EEG F4-M1", 7680).With("Resp", 30, "mV"));

        Assert.Equal(RecordingFormat.Edf, recording.Format);
        Assert.Equal(new DateTime(2002, 3, 2, 22, 30, 15), recording.StartTime);
        Assert.Equal(120, recording.DurationSeconds);
        Assert.Equal(4, recording.RecordCount);
        Assert.Empty(recording.Warnings);
        Assert.Equal(
            [new(0, "EEG F4-M1", "uV", -1000, 1000, -32768, 32767, 7680, 256, null), new(1, "Resp", "mV", -1000, 1000, -32768, 32767, 30, 1, null)],
            recording.Signals);
    }

    [Theory]
    [InlineData("1 ", 0, "version of this data format", "version")]
    [InlineData("zero", 252, "number of signals", "signals")]
    [InlineData("0", 252, "number of signals", "signals")]
    [InlineData("-1", 252, "number of signals", "signals")]
    [InlineData("9999", 252, "number of signals", "signals")]
    [InlineData("", 244, "duration of a data record", "duration")]
    [InlineData("-1", 244, "duration of a data record", "duration")]
    [InlineData("NaN", 244, "duration of a data record", "duration")]
    [InlineData("Infinity", 244, "duration of a data record", "duration")]
    [InlineData("1e-300", 244, "duration of a data record", "duration")]
    [InlineData("1e300", 244, "duration of a data record", "duration")]
    [InlineData("0", 244, "duration of a data record", "duration")]
    public void Open_FieldThatCannotBeTolerated_IsRefusedWithOffsetAndField(string text, long offset, string name, string field)
    {
        var error = Assert.Throws<RecordingFormatException>(() => Open(new EdfBuilder().With("C4", 100).Set(field, text)));
        Assert.Equal((offset, name), (error.ByteOffset, error.Field));
        Assert.Contains(error.Path, error.Message, StringComparison.Ordinal);
        Assert.Contains($"byte {offset}, {name}", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("many")]
    [InlineData("-5")]
    [InlineData("1e12")]
    [InlineData("2.5")]
    public void Open_SamplesPerRecordMakesNoSense_RefusesTheFileAtThatSignal(string text)
    {
        var builder = new EdfBuilder().With("C4", 100).With("O2", 100).Set("samples", text, 1);
        var error = Assert.Throws<RecordingFormatException>(() => Open(builder));
        Assert.Equal(builder.OffsetOf("samples", 1), error.ByteOffset);
        Assert.Contains("signal 2 ('O2')", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-1000,0", -1000)]
    [InlineData("-1.0e3", -1000)]
    [InlineData("-1000\0\0\0", -1000)]
    [InlineData("- 1000", -1000)]
    [InlineData("+12.5", 12.5)]
    [InlineData("\0-7", -7)]
    [InlineData("-1,000.5", -1000.5)]
    public void Open_NumberInUnusualSpelling_IsReadWithAWarning(string text, double expected)
    {
        var builder = new EdfBuilder().With("C4", 100).Set("physicalMinimum", text, 0);
        var recording = Open(builder);
        Assert.Equal(expected, recording.Signals[0].PhysicalMinimum);
        var warning = Assert.Single(recording.Warnings);
        Assert.Equal((builder.OffsetOf("physicalMinimum", 0), "physical minimum"), ((int)warning.ByteOffset, warning.Field));
    }

    [Fact]
    public void Open_ManySignalsWithTheSameFault_WarnsOnceAndCounts()
    {
        var builder = new EdfBuilder();
        for (var i = 0; i < 50; i++) builder.With($"S{i}", 10).Set("physicalMaximum", "+500", i);
        Assert.Equal(50, Assert.Single(Open(builder).Warnings).Count);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("0")]
    [InlineData("")]
    [InlineData("12345678")]
    public void Open_RecordCountUnknownOrTooLarge_IsTakenFromTheLength(string text)
    {
        var recording = Open(new EdfBuilder { Records = 3 }.With("C4", 100).Set("records", text));
        Assert.Equal(3, recording.RecordCount);
        Assert.Equal(236, Assert.Single(recording.Warnings).ByteOffset);
    }

    [Fact]
    public void Open_LastRecordShort_IsLeftOutWithAWarning()
    {
        var bytes = new EdfBuilder { Records = 3 }.With("C4", 100).With("O2", 100).Build();
        var recording = Open(bytes[..^150]);
        Assert.Equal(2, recording.RecordCount);
        Assert.Equal(2 * 100, Physical(recording, 1).Length);
        Assert.Contains(recording.Warnings, warning => warning.ByteOffset == 256 * 3 + 2 * 400 && warning.Problem.Contains("250 of 400", StringComparison.Ordinal));
    }

    [Fact]
    public void Open_BytesAfterTheLastRecord_AreLeftOutWithAWarning()
    {
        var recording = Open([.. new EdfBuilder { Records = 3 }.With("C4", 100).Build(), .. new byte[777]]);
        Assert.Equal(3, recording.RecordCount);
        Assert.Contains("777 bytes", Assert.Single(recording.Warnings).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_NoCompleteRecord_IsRefused()
    {
        var bytes = new EdfBuilder { Records = 1 }.With("C4", 100).Build();
        var error = Assert.Throws<RecordingFormatException>(() => Open(bytes[..^1]));
        Assert.Contains("no complete data record", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("512", 0, 0)]
    [InlineData("1024", 512, 1)]
    [InlineData("1024", 0, 1)]
    [InlineData("256", 0, 1)]
    [InlineData("nonsense", 0, 1)]
    public void Open_HeaderSizeWrong_DeclaredSizeIsBelievedOnlyWhereItFits(string declared, int extra, int warnings)
    {
        var bytes = new EdfBuilder { Records = 3 }.With("C4", 100, digital: i => i - 150).Set("headerBytes", declared).Build();
        var recording = Open([.. bytes[..512], .. new byte[extra], .. bytes[512..]]);
        var digital = new int[300];
        recording.ReadDigital(recording.Signals[0], 0, digital);
        Assert.Equal(Enumerable.Range(-150, 300), digital);
        Assert.Equal(warnings, recording.Warnings.Count(warning => warning.ByteOffset == 184));
    }

    [Theory]
    [InlineData("physicalMaximum", "-1000", "physical minimum equals physical maximum")]
    [InlineData("digitalMaximum", "-32768", "digital minimum equals digital maximum")]
    [InlineData("physicalMinimum", "low", "physical minimum is no number")]
    [InlineData("physicalMaximum", "", "physical maximum is no number")]
    [InlineData("digitalMinimum", "x", "digital minimum is no number")]
    [InlineData("digitalMaximum", "x", "digital maximum is no number")]
    [InlineData("physicalMaximum", "1e308", "beyond any measurement")]
    [InlineData("samples", "0", "no samples")]
    public void Open_SignalWithoutAScale_RefusesTheSignalNotTheFile(string field, string text, string reason)
    {
        var builder = new EdfBuilder().With("C4", 100).With("O2", 100).Set(field, text, 0);
        if (field == "samples") builder.Signals[0] = builder.Signals[0] with { Samples = 0 };
        var recording = Open(builder);
        Assert.Contains(reason, recording.Signals[0].Refusal, StringComparison.Ordinal);
        Assert.Null(recording.Signals[1].Refusal);
        Assert.Equal(300, Physical(recording, 1).Length);
        Assert.Throws<InvalidOperationException>(() => recording.ReadPhysical(recording.Signals[0], 0, new double[1]));
        Assert.Contains(recording.Warnings, warning => warning.Problem.Contains(reason, StringComparison.Ordinal));
    }

    [Fact]
    public void Open_DigitalMinimumAboveMaximum_KeepsTheScaleAsItStands()
    {
        var recording = Open(new EdfBuilder().With("C4", 100, digital: _ => 100)
            .Set("digitalMinimum", "1000", 0).Set("digitalMaximum", "-1000", 0));
        Assert.Equal(-100, Physical(recording)[0], 1e-9);
        Assert.Contains("above the digital maximum", Assert.Single(recording.Warnings).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_PhysicalMinimumAboveMaximum_IsAnInvertedSignalWithoutWarning()
    {
        var recording = Open(new EdfBuilder().With("C4", 100, digital: _ => 32767).Set("physicalMinimum", "1000", 0).Set("physicalMaximum", "-1000", 0));
        Assert.Equal(-1000, Physical(recording)[0], 1e-9);
        Assert.Empty(recording.Warnings);
    }

    public static TheoryData<byte[], string, string?> Labels => new()
    {
        { Encoding.UTF8.GetBytes("Mentonnière"), "Mentonnière", "not ASCII, read as UTF-8" },
        { Encoding.Latin1.GetBytes("Mentonnière"), "Mentonnière", "not ASCII, read as Latin-1" },
        { Encoding.UTF8.GetBytes("Jambe é Impédancé")[..16], "Jambe é Impéda", "not ASCII, read as UTF-8" },
        { Encoding.UTF8.GetBytes("Impédance à 12é")[..^1], "Impédance à 12", "not ASCII, read as UTF-8" },
        { Encoding.Latin1.GetBytes("CAFÉ"), "CAFÉ", "not ASCII, read as Latin-1" },
        { Encoding.ASCII.GetBytes("C4\0\0\0"), "C4", "control characters, read as blanks" },
        { Encoding.ASCII.GetBytes("C4\u001b[31m"), "C4 [31m", "control characters, read as blanks" },
        { Encoding.ASCII.GetBytes("  C4  "), "C4", null },
    };

    [Theory]
    [MemberData(nameof(Labels))]
    public void Open_LabelInAnyEncoding_IsReadAndWarnedOf(byte[] bytes, string expected, string? warning)
    {
        var recording = Open(new EdfBuilder().With("x", 100).Set("label", bytes, 0));
        Assert.Equal(expected, recording.Signals[0].Label);
        Assert.Equal(warning, recording.Warnings.SingleOrDefault()?.Problem);
    }

    [Fact]
    public void Open_MissingFileOrFolder_SaysSo()
    {
        Assert.Contains("no such file", Assert.Throws<SleepVlmException>(() => Recording.Open("/nonexistent/night.edf")).Message, StringComparison.Ordinal);
        Assert.Contains("is a folder", Assert.Throws<SleepVlmException>(() => Recording.Open(Path.GetTempPath())).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(511)]
    public void Open_HeaderCutOff_IsRefused(int length) =>
        Assert.Throws<RecordingFormatException>(() => Open(new EdfBuilder().With("C4", 100).Build()[..length]));
}
