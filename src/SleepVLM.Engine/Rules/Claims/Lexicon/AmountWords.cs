using SleepVLM.Contracts;

namespace SleepVLM.Engine.Rules.Claims.Lexicon;

/// <summary>Words of how much, how many and when.</summary>
internal static class AmountWords
{
    /// <summary>What early, middle and late in an epoch are taken for: its thirds.</summary>
    private const double Third = 10, Half = 15, Epoch = 30;

    public static PhraseTable AddAmounts(this PhraseTable table)
    {
        foreach (var (percent, words) in new[]
        {
            (50.0, "half|one half|a half"), (20.0, "a fifth|one fifth|1 / 5"), (100 / 3.0, "a third of|one third|third of|1 / 3"), (200 / 3.0, "two thirds|2 / 3"),
            (25.0, "a quarter|one quarter|one fourth|a fourth|1 / 4"), (75.0, "three quarters|three fourths|3 / 4"), (10.0, "a tenth|one tenth"),
            (40.0, "two fifths"), (60.0, "three fifths"), (80.0, "four fifths"),
        })
            table.Add(new ShareTerm(percent, percent), words);
        return table
            .Add(new ShareTerm(50, null),
            """
            most of|the majority of|the greater part of|the larger part of|the better part of|the bulk of|the major part of|majority of
            """)
            .Add(new ShareTerm(80, null),
            """
            nearly all of|almost all of|nearly the entire|almost the entire|nearly the whole|almost the whole|almost all|nearly all|practically all of
            virtually all of|virtually the entire
            """)
            .Add(new ShareTerm(0, 50), "the minority of|a minority of|the smaller part of|a small part of|a small portion of|a small fraction of")
            .Add(new PeriodTerm(0, Epoch),
            """
            throughout|throughout the epoch|the whole epoch|the entire epoch|the whole of the epoch|all of the epoch|whole epoch|entire epoch
            the full epoch|continuously|all along|all through|from start to end|from beginning to end|the entirety of the epoch|the entire 30 s
            the entire 30 seconds|the whole 30 s|the full 30 s|the full 30 seconds|the entire thirty seconds|all 30 s|all 30 seconds
            from start to finish|the complete epoch|across the epoch|the length of the epoch|the entire 30 second epoch|the entire 30 s epoch
            the whole 30 s epoch|the whole 30 second epoch|entirety of the epoch
            """)
            .Add(new PeriodTerm(0, Half),
            """
            first half|the first half|the initial half|initial half|the earlier half|1st half|the opening half|the early half|first 15 s
            first 15 seconds
            """)
            .Add(new PeriodTerm(Half, Epoch),
            """
            second half|the second half|last half|the last half|latter half|the latter half|2nd half|final half|the final half|the later half
            later half|the back half|last 15 s|last 15 seconds
            """)
            .Add(new PeriodTerm(0, Third),
            """
            early in the epoch|early|at the beginning|at the start|beginning of the epoch|start of the epoch|first third|the first third
            the initial third|initial third|in the beginning|the early part of the epoch|the early part|at the outset|onset of the epoch|initially
            early on|the opening third|the opening seconds|the initial part|the first part|the start|the beginning|the outset
            """)
            .Add(new PeriodTerm(Third, Epoch - Third),
            """
            middle of the epoch|the middle of the epoch|mid epoch|middle third|the middle third|halfway|half way|halfway through|midway|midway through
            midway through the epoch|the middle|the centre of the epoch|the center of the epoch|the middle part|middle
            """)
            .Add(new PeriodTerm(Epoch - Third, Epoch),
            """
            late in the epoch|late|toward the end|towards the end|at the end|end of the epoch|last third|the last third|the final third|final third
            near the end|the late part of the epoch|the late part|the final part|the last part|the end of the epoch|the end|the close of the epoch
            the closing third
            """)
            .Add(new BoundTerm(Bound.AtLeast),
            """
            at least|more than|greater than|larger than|higher than|over|above|exceeding|exceed|exceeds|no less than|not less than|>|≥|> =|minimum of
            a minimum of|upwards of|in excess of|well over|well above|not under|not below|no fewer than|reaching|reach|reaches|min|min .|just over
            slightly over|slightly above|just above|clearly above|clearly over|beyond|longer than|faster than
            """)
            .Add(new BoundTerm(Bound.AtMost),
            """
            at most|less than|fewer than|lower than|smaller than|under|below|no more than|not more than|<|≤|< =|maximum of|a maximum of|up to
            not over|not above|max|max .|just under|slightly under|well under|well below|just below|slightly below|shorter than|slower than|short of
            not even|barely reaches
            """)
            .Add(new BoundTerm(Bound.About),
            """
            about|approximately|roughly|circa|ca|ca .|nearly|almost|~|≈|only|just|approx|approx .|an estimated|close to|on average|mean
            precisely|exactly|barely|+ / -|±|c .|estimated at|in the order of|on the order of|of about|nearby
            """)
            .Add(new CountTerm(1, 1), "a single|one|single|just one|only one|1 x|an isolated|isolated|a lone|a solitary")
            .Add(new CountTerm(2, 2), "two|a pair of|twin|a couple of|double|a couple")
            .Add(new CountTerm(3, 3), "three").Add(new CountTerm(4, 4), "four").Add(new CountTerm(5, 5), "five").Add(new CountTerm(6, 6), "six")
            .Add(new CountTerm(7, 7), "seven").Add(new CountTerm(8, 8), "eight").Add(new CountTerm(9, 9), "nine")
            .Add(new CountTerm(10, 10), "ten").Add(new CountTerm(12, 12), "twelve").Add(new CountTerm(11, 11), "eleven")
            .Add(new CountTerm(2, null), "several|multiple|a few|few|some|many|numerous|frequent|repeated|recurrent|recurring|various|repetitive")
            .Add(new CountTerm(0, 0), "0 x");
    }

    public static PhraseTable AddLevels(this PhraseTable table) => table
        .Add(new LevelTerm(ClaimedLevel.Low),
            """
            low|lowest|minimal|suppressed|weak|quiet|flat|silent|small|little|scant|very low|at its lowest|at its minimum|nearly absent|almost absent
            low level|at a minimum|faint|poor|slack|relaxed|low normal|↓|depressed|subdued
            """)
        .Add(new LevelTerm(ClaimedLevel.Low, Direction: ComparisonDirection.Less),
            """
            reduced|decreased|diminished|lowered|dampened|reduction in|decrease in|drop in|decline in|has dropped|has fallen|has decreased|drops|drop
            falls|fall|decreases|declines|dropped|fallen|decline
            """)
        .Add(new LevelTerm(ClaimedLevel.Low, Direction: ComparisonDirection.Less, IsComparative: true),
            """
            more low|fewer|sparser|rarer|lower|smaller|weaker|less|quieter|slower|slowed|slower frequency|slows|slowing|slow down|slows down
            """)
        .Add(new LevelTerm(ClaimedLevel.Moderate),
            """
            moderate|mod|normal|intermediate|medium|mid level|average|preserved|maintained|sustained|kept up|moderately high|ordinary|medium level
            mid range|neither low nor high|moderately low|fair|retained|persistent|persisting
            """)
        .Add(new LevelTerm(ClaimedLevel.High),
            """
            high|highest|strong|prominent|pronounced|active|tonically active|very high|marked|robust|high level|vigorous|intense|↑|at its highest
            """)
        .Add(new LevelTerm(ClaimedLevel.High, Direction: ComparisonDirection.More),
            """
            elevated|increased|raised|augmented|increase in|rise in|rising|enhanced|increases|rises|rise|increase|has risen|has increased|heightened
            risen
            """)
        .Add(new LevelTerm(ClaimedLevel.High, Direction: ComparisonDirection.More, IsComparative: true),
            """
            more high|higher|larger|greater|stronger|more|faster|bigger
            """)
        .Add(new LevelTerm(ClaimedLevel.Low, OfAmplitude: true),
            """
            low amplitude|low voltage|of low amplitude|small amplitude|low in amplitude|lower amplitude|reduced amplitude|of small amplitude
            lower voltage|attenuated|attenuates|attenuate|attenuating|attenuation of|fades|fading|fade|attenuation
            """)
        .Add(new LevelTerm(ClaimedLevel.Moderate, OfAmplitude: true),
            """
            moderate amplitude|medium amplitude|moderate voltage|medium voltage|of moderate amplitude|of medium amplitude|intermediate amplitude
            """)
        .Add(new LevelTerm(ClaimedLevel.High, OfAmplitude: true),
            """
            high amplitude|high voltage|of high amplitude|large amplitude|high in amplitude|higher amplitude|of large amplitude|tall|higher voltage
            increased amplitude
            """)
        .Add(new CompareTerm(null),
            """
            in contrast to|in contrast with|unlike|as opposed to|different from|than that seen in|than that of|than that in|than that observed in
            than what is seen in|than those in|than it is in|than it was in|than|compared with|compared to|in comparison with|in comparison to
            relative to|versus|vs|vs .|as compared with|as compared to|with respect to|against that of|when compared to|when compared with
            relative to that of|compared with that of|by comparison with
            """)
        .Add(new CompareTerm(ComparisonDirection.Alike),
            """
            comparable to|comparable with|similar to|the same as|same as|unchanged from|as in|like in|equal to|identical to|just as in|similar as in
            much like in|like that of|unchanged compared with|unchanged compared to|on par with|matching|comparable to that of|similar to that of
            unchanged relative to|the same level as|no different from|not different from|resembling|resembles|unchanged with respect to
            in the same range as|the same tone as|as low as in|as high as in
            """)
        .Add(new CompareTerm(ComparisonDirection.Less),
            """
            less than in|lower than in|below that in|below the level of|below the level in|below that of|smaller than in|lies below the level of
            is below the level of|stays below the level of|falls below the level of|lies below that of|is below that of|lies below that in|is below that in
            """)
        .Add(new CompareTerm(ComparisonDirection.More),
            """
            more than in|higher than in|above that in|above the level of|above the level in|over that of|above that of|larger than in
            """);
}
