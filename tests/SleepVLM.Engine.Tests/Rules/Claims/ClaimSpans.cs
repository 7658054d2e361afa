using SleepVLM.Contracts;
using SleepVLM.Engine.Rules.Claims;

namespace SleepVLM.Engine.Tests.Rules.Claims;

/// <summary>What holds for every parsed text.</summary>
internal static class ClaimSpans
{
    public static void AssertSound(string text)
    {
        var parsed = ClaimParser.Parse(text);
        var about = text.Length < 500 ? text : text[..500] + " ...";
        Assert.Equal(text, string.Concat(parsed.Sentences.Select(sentence => sentence.Of(text))));
        var at = 0;
        foreach (var sentence in parsed.Sentences)
        {
            Assert.True(sentence.Start == at && sentence.Length > 0, about);
            at = sentence.End;
        }

        foreach (var claim in parsed.Claims)
        {
            Assert.True(claim.Span.Length > 0 && parsed.Sentences.Any(sentence => Holds(sentence, claim.Span)), $"{claim.Span} of {about}");
            foreach (var span in Spans(claim)) Assert.True(Holds(claim.Span, span), $"{span} outside {claim.Span} of {about}");
        }

        var unclaimed = parsed.Sentences.Where(sentence => !parsed.Claims.Any(claim => Holds(sentence, claim.Span)));
        Assert.Equal(unclaimed, parsed.Unclaimed);
    }

    private static IEnumerable<TextSpan> Spans(Claim claim) => claim.Times.Select(time => time.Span).Concat(
        new[] { claim.FrequencyHz, claim.AmplitudeMicrovolts, claim.DurationSeconds, claim.SharePercent, claim.Count, claim.DifferenceDecibels }
            .OfType<Quantity>().Select(quantity => quantity.Span));

    private static bool Holds(TextSpan outer, TextSpan inner) => inner.Start >= outer.Start && inner.End <= outer.End;
}
