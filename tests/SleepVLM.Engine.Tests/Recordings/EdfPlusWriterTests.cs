using SleepVLM.Contracts;
using SleepVLM.Engine.Recordings;
using SleepVLM.Testing;

namespace SleepVLM.Engine.Tests.Recordings;

public sealed class EdfPlusWriterTests : IDisposable
{
    private static readonly DateTime Start = new DateTime(2024, 2, 29, 22, 30, 15).AddMilliseconds(250);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Write_SignalsAndAnnotations_ReadBackTheSame()
    {
        const int Records = 20;
        var header = new EdfPlusHeader(Start, 30, [new("EEG F4-M1", 30 * 256, -3276.8, 3276.7), new("EMG chin", 30 * 100, -500, 500)]);
        float[][] signals = [Wave(Records * 30 * 256, 100), Wave(Records * 30 * 100, 7)];
        Annotation[] annotations = [new(0, 30, "Sleep stage W"), new(45.125, null, "naïve arousal, µ"), new(570, 30, "Sleep stage N2"), new(45.5, 0.7, "spindle")];

        EdfPlusFile.Write(_folder.File("night.edf"), header, signals, annotations);

        using var recording = Recording.Open(_folder.File("night.edf"));
        Assert.Empty(recording.Warnings);
        Assert.Equal(RecordingFormat.EdfPlusC, recording.Format);
        Assert.Equal(Start, recording.StartTime);
        Assert.Equal(600, recording.DurationSeconds);
        Assert.Equal(annotations.OrderBy(annotation => annotation.OnsetSeconds), recording.ReadAnnotations());
        for (var row = 0; row < 2; row++)
        {
            var read = new double[signals[row].Length];
            recording.ReadPhysical(recording.Signals[row], 0, read);
            var step = recording.Signals[row].Gain;
            for (var i = 0; i < read.Length; i++) Assert.Equal(signals[row][i], read[i], step * 0.51);
        }

        Assert.Equal(["night.edf"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void WriteAnnotations_MoreThanOneRecordHolds_ReadBackTheSame()
    {
        var annotations = Enumerable.Range(0, 1000).Select(i => new Annotation(i * 30, 30, $"Sleep stage N2 {new string('x', 200)}")).ToArray();
        EdfPlusFile.WriteAnnotations(_folder.File("scoring.edf"), Start, annotations);

        using var recording = Recording.Open(_folder.File("scoring.edf"));
        Assert.Empty(recording.Signals);
        Assert.True(recording.RecordCount > 1);
        Assert.Equal(Start, recording.StartTime);
        Assert.Equal(annotations, recording.ReadAnnotations());
        Assert.Empty(recording.Warnings);
    }

    [Fact]
    public void WriteAnnotations_None_IsAFileThatOpens()
    {
        var stream = new MemoryStream();
        EdfPlusFile.WriteAnnotations(stream, Start, []);
        File.WriteAllBytes(_folder.File("empty.edf"), stream.ToArray());
        using var recording = Recording.Open(_folder.File("empty.edf"));
        Assert.Empty(recording.ReadAnnotations());
    }

    [Fact]
    public void Write_NotCompleted_LeavesNothingAndKeepsTheOldFile()
    {
        var path = _folder.File("night.edf");
        File.WriteAllText(path, "old");
        using (var writer = new EdfPlusWriter(path, new EdfPlusHeader(Start, 1, [new("C4", 4, -100, 100)]), 2))
        {
            writer.WriteRecord([new float[4]]);
            Assert.Throws<InvalidOperationException>(writer.Complete);
        }

        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal(["night.edf"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName));
    }

    public static TheoryData<string, EdfPlusSignal> Misfits => new()
    {
        { "label 'EEG F4-M1 and more' exceeds the EDF field: 18 > 16", new("EEG F4-M1 and more", 4, -100, 100) },
        { "U+00B5", new("C4", 4, -100, 100, Unit: "µV") },
        { "-1234.5678 does not fit the EDF field of 8 characters", new("C4", 4, -1234.5678, 100) },
        { "must be below the physical maximum", new("C4", 4, 100, 100) },
        { "takes finite numbers only", new("C4", 4, -100, double.PositiveInfinity) },
        { "at least 1 sample", new("C4", 0, -100, 100) },
        { "exceeds the EDF field: 81 > 80", new("C4", 4, -100, 100, Prefiltering: new string('x', 81)) },
    };

    [Theory]
    [MemberData(nameof(Misfits))]
    public void Create_SignalDoesNotFit_IsRefusedWithValueAndLimit(string expected, EdfPlusSignal signal)
    {
        var error = Assert.Throws<SleepVlmException>(() => new EdfPlusWriter(_folder.File("x.edf"), new EdfPlusHeader(Start, 1, [signal]), 1));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Theory]
    [InlineData(101f)]
    [InlineData(-101f)]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void WriteRecord_ValueOutsideRange_IsRefusedWithValueAndLimit(float value)
    {
        using var writer = new EdfPlusWriter(_folder.File("x.edf"), new EdfPlusHeader(Start, 1, [new("C4", 4, -100, 100)]), 1);
        var error = Assert.Throws<SleepVlmException>(() => writer.WriteRecord([new float[] { 0, 0, value, 0 }]));
        Assert.Contains("sample 3 of 'C4' in record 1", error.Message, StringComparison.Ordinal);
        Assert.Contains("-100 to 100", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 0.0, "no text")]
    [InlineData("a\u0014b", 0.0, "U+0014")]
    [InlineData("a\0b", 0.0, "U+0000")]
    [InlineData("a", double.NaN, "finite")]
    public void WriteAnnotations_AnnotationDoesNotFit_IsRefused(string text, double onset, string expected)
    {
        var error = Assert.Throws<SleepVlmException>(() => EdfPlusFile.WriteAnnotations(_folder.File("x.edf"), Start, [new(onset, null, text)]));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1984)]
    [InlineData(2085)]
    public void Create_YearThatTwoDigitsCannotHold_IsRefused(int year)
    {
        var error = Assert.Throws<SleepVlmException>(
            () => EdfPlusFile.WriteAnnotations(_folder.File("x.edf"), new DateTime(year, 1, 1), []));
        Assert.Contains("1985 to 2084", error.Message, StringComparison.Ordinal);
    }

    private static float[] Wave(int count, double amplitude) =>
        [.. Enumerable.Range(0, count).Select(i => (float)(amplitude * Math.Sin(i * 0.1)))];
}
