using SleepVLM.Engine.Recordings;

namespace SleepVLM.Engine.Tests.Recordings;

/// <summary>EDF+ 2.1.3: start date and time, and that nothing else of the identification fields is told.</summary>
public sealed class EdfClause213StartTimeTests : RecordingTest
{
    [Theory]
    [InlineData("31.12.84", "2084-12-31")]
    [InlineData("01.01.85", "1985-01-01")]
    [InlineData("29.02.00", "2000-02-29")]
    [InlineData("01/06/99", "1999-06-01")]
    [InlineData("01-06-99", "1999-06-01")]
    public void StartTime_WithoutFullYear_FollowsTheClippingDate(string date, string expected)
    {
        var recording = Open(new EdfBuilder().With("C4", 100).Set("recording", "").Set("date", date));
        Assert.Equal(expected, recording.StartTime?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(date.Contains('.') ? 0 : 1, recording.Warnings.Count);
    }

    [Fact]
    public void StartTime_FullYearInRecordingField_Wins() =>
        Assert.Equal(2102, Open(new EdfBuilder().With("C4", 100).Set("recording", "Startdate 02-MAR-2102 X X X").Set("date", "02.03.yy")).StartTime?.Year);

    [Theory]
    [InlineData("date", "00.00.00", 168)]
    [InlineData("date", "30.02.02", 168)]
    [InlineData("date", "", 168)]
    [InlineData("time", "25.00.00", 176)]
    [InlineData("time", "22.60.00", 176)]
    [InlineData("time", "night", 176)]
    public void StartTime_MakesNoSense_IsUnknownWithAWarning(string field, string text, long offset)
    {
        var recording = Open(new EdfBuilder().With("C4", 100).Set("recording", "X").Set(field, text));
        Assert.Null(recording.StartTime);
        Assert.Equal(offset, Assert.Single(recording.Warnings).ByteOffset);
    }

    [Fact]
    public void Summarize_PatientAndFreeText_AppearNowhere()
    {
        var recording = Open(new EdfBuilder { Reserved = "EDF+C by Secret" }.With("C4", 100).WithAnnotations()
            .Set("patient", "Secret_Name\0\u00FF").Set("physicalMaximum", "+1", 0));
        var told = string.Join('\n', recording.Summarize(recording.ComputeSha256()).ToString(), string.Join('\n', recording.Warnings), string.Join('\n', recording.Signals));
        foreach (var secret in (string[])["Secret", "Haagse", "MCH", "1951", "PSG-1234", "Telemetry"]) Assert.DoesNotContain(secret, told, StringComparison.OrdinalIgnoreCase);
    }
}
