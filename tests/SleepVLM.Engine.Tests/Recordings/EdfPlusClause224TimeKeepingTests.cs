using System.Globalization;
using SleepVLM.Engine.Recordings;

namespace SleepVLM.Engine.Tests.Recordings;

/// <summary>EDF+ 2.2.4: time-keeping of records; gaps are kept, never glued.</summary>
public sealed class EdfPlusClause224TimeKeepingTests : RecordingTest
{
    [Fact]
    public void Segments_InterruptedRecording_KeepsGapsAndFractions()
    {
        var recording = Interrupted("EDF+D", 0.25, 1.25, 100.5, 101.5, 102.5, 7200.125);
        Assert.Equal(
            [new(0, 2, 0, 2), new(2, 3, 100.25, 3), new(5, 1, 7199.875, 1)], recording.Segments);
        Assert.Equal(7200.875, recording.DurationSeconds);
        Assert.Equal(new DateTime(2002, 3, 2, 22, 30, 15, 250), recording.StartTime);
        Assert.Empty(recording.Warnings);
    }

    [Fact]
    public void Segments_BdfPlusD_KeepsGaps()
    {
        var recording = Open(new EdfBuilder { IsBdf = true, Reserved = "BDF+D", Records = 2, Annotations = record => Start(record * 60) }.With("C4", 10).WithAnnotations());
        Assert.Equal([new(0, 1, 0, 1), new(1, 1, 60, 1)], recording.Segments);
    }

    [Fact]
    public void ReadAnnotations_FirstRecordStartsLate_OnsetsCountFromTheFirstSample()
    {
        var recording = Open(new EdfBuilder
        {
            Reserved = "EDF+C",
            Records = 2,
            Annotations = record => EdfBuilder.Tal(string.Create(CultureInfo.InvariantCulture, $"+{record + 0.5}\u0014\u0014\0+{record + 0.75}\u0014x\u0014\0")),
        }.With("C4", 10).WithAnnotations());
        Assert.Equal([0.25, 1.25], recording.ReadAnnotations().Select(annotation => annotation.OnsetSeconds));
        Assert.Equal(500, recording.StartTime?.Millisecond);
    }

    [Fact]
    public void Segments_ClockDriftsAgainstTheSamples_OnlyLargeDriftMakesAGap()
    {
        var small = Interrupted("EDF+D", [.. Enumerable.Range(0, 50).Select(i => i * 1.001)]);
        Assert.Equal([new(0, 50, 0, 50)], small.Segments);
        var large = Interrupted("EDF+D", [.. Enumerable.Range(0, 150).Select(i => i * 1.001)]);
        Assert.Equal(2, large.Segments.Count);
        Assert.Equal(150, large.Segments.Sum(segment => segment.RecordCount));
    }

    [Fact]
    public void Segments_GapOfATenthOfASecond_IsKept() =>
        Assert.Equal([new(0, 1, 0, 1), new(1, 1, 1.1, 1)], Interrupted("EDF+D", 0, 1.1).Segments);

    [Fact]
    public void Segments_RecordGoesBackInTime_IsLeftOutWithAWarning()
    {
        var recording = Interrupted("EDF+D", 0, 1, 0.5, 3);
        Assert.Equal([new(0, 2, 0, 2), new(3, 1, 3, 1)], recording.Segments);
        Assert.Contains("before the one before it ends", Assert.Single(recording.Warnings).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Segments_RecordDaysAway_IsLeftOutWithAWarning()
    {
        var recording = Interrupted("EDF+D", 0, 3 * 86400, 1);
        Assert.Equal(2, recording.DurationSeconds);
        Assert.Equal([new(0, 1, 0, 1), new(2, 1, 1, 1)], recording.Segments);
        Assert.Single(recording.Warnings);
    }

    [Fact]
    public void Segments_RecordWithoutStart_BecomesAGap()
    {
        var recording = Open(new EdfBuilder { Reserved = "EDF+D", Records = 3, Annotations = record => record == 1 ? [] : Start(record) }.With("C4", 10).WithAnnotations());
        Assert.Equal([new(0, 1, 0, 1), new(2, 1, 2, 1)], recording.Segments);
        Assert.Contains("does not tell its start", Assert.Single(recording.Warnings).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Segments_NoRecordTellsItsStart_ReadAsUninterruptedWithAWarning()
    {
        var recording = Open(new EdfBuilder { Reserved = "EDF+D", Records = 3, Annotations = _ => [] }.With("C4", 10).WithAnnotations());
        Assert.Equal([new(0, 3, 0, 3)], recording.Segments);
        Assert.Contains(recording.Warnings, warning => warning.Problem.Contains("gap would not be seen", StringComparison.Ordinal));
    }

    [Fact]
    public void Segments_CalledUninterruptedButIsNot_GapsAreFound()
    {
        var recording = Interrupted("EDF+C", 0, 1, 61);
        Assert.Equal([new(0, 2, 0, 2), new(2, 1, 61, 1)], recording.Segments);
        Assert.Contains("gaps looked for", Assert.Single(recording.Warnings).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Segments_TooManyGaps_IsRefused()
    {
        var builder = new EdfBuilder { Reserved = "EDF+D", Records = 100_002, RecordSeconds = 0.01, Annotations = record => Start(record * 0.5) }.With("C4", 1).WithAnnotations(8);
        var error = Assert.Throws<RecordingFormatException>(() => Open(builder).Segments);
        Assert.Contains("100000 gaps", error.Message, StringComparison.Ordinal);
    }

    private static byte[] Start(double seconds) => EdfBuilder.Tal(string.Create(CultureInfo.InvariantCulture, $"+{seconds}\u0014\u0014\0"));

    private Recording Interrupted(string reserved, params double[] starts) =>
        Open(new EdfBuilder { Reserved = reserved, Records = starts.Length, Annotations = record => Start(starts[record]) }.With("C4", 10).WithAnnotations());
}
