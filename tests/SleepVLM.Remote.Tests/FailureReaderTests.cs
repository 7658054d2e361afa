using SleepVLM.Remote.Protocol;

namespace SleepVLM.Remote.Tests;

public sealed class FailureReaderTests
{
    private const string Now = "Thu, 26 Nov 2026 08:00:00 GMT";

    [Theory]
    [InlineData("7", 7.0)]
    [InlineData("0.5", 0.5)]
    [InlineData("Thu, 26 Nov 2026 08:01:30 GMT", 90.0)]
    [InlineData("Thu, 26 Nov 2026 07:00:00 GMT", 0.0)]
    [InlineData("99999999999", 86_400.0)]
    [InlineData("soon", null)]
    [InlineData(null, null)]
    public void Of_RetryAfter_IsReadAsSecondsOrDate(string? value, double? seconds)
    {
        var failure = FailureReader.Of(429, name => name == "Retry-After" ? value : name == "Date" ? Now : null, "");
        Assert.Equal(FailureKind.Busy, failure.Kind);
        Assert.Equal(seconds, failure.RetryAfter?.TotalSeconds);
    }

    [Theory]
    [InlineData(400, "Refused")]
    [InlineData(401, "Refused")]
    [InlineData(404, "Refused")]
    [InlineData(308, "Refused")]
    [InlineData(408, "Faulty")]
    [InlineData(500, "Faulty")]
    [InlineData(502, "Faulty")]
    [InlineData(503, "Faulty")]
    public void Of_Status_TellsWhetherToAskAgain(int status, string kind) => Assert.Equal(kind, FailureReader.Of(status, _ => null, "").Kind.ToString());

    [Theory]
    [InlineData(400, true)]
    [InlineData(413, true)]
    [InlineData(422, true)]
    [InlineData(401, false)]
    [InlineData(403, false)]
    [InlineData(404, false)]
    [InlineData(405, false)]
    public void Of_Status_TellsWhetherAnotherQuestionMayBeAnswered(int status, bool may) => Assert.Equal(may, FailureReader.Of(status, _ => null, "").MayBeTheQuestion);

    [Theory]
    [InlineData("{\"error\": {\"message\": \"too\\nlong\", \"code\": 400}}", "HTTP 400 (too long)")]
    [InlineData("{\"error\": \"no such model\"}", "HTTP 400 (no such model)")]
    [InlineData("{\"detail\": \"bad field\"}", "HTTP 400 (bad field)")]
    [InlineData("upstream\r\n  gone", "HTTP 400 (upstream gone)")]
    [InlineData("", "HTTP 400")]
    [InlineData("[1]", "HTTP 400 ([1])")]
    public void Of_Body_IsQuotedInOneLine(string body, string message) => Assert.Equal(message, FailureReader.Of(400, _ => null, body).Message);

    [Fact]
    public void Of_LongBody_IsQuotedInPart() => Assert.InRange(FailureReader.Of(400, _ => null, new string('x', 100_000)).Message.Length, 200, 230);
}
