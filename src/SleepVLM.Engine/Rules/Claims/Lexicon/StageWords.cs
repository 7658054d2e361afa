using SleepVLM.Contracts;

namespace SleepVLM.Engine.Rules.Claims.Lexicon;

/// <summary>What stages, epochs and things compared with are called.</summary>
internal static class StageWords
{
    public static PhraseTable AddStages(this PhraseTable table) => table
        .Add(new StageTerm(SleepStage.W),
            """
            wake|wakefulness|waking|awake|stage w|stage wake|wake stage|sleep stage w|stage wakefulness|relaxed wakefulness|quiet wakefulness
            active wakefulness|drowsy wakefulness|wakefulness stage
            """)
        .Add(new StageTerm(SleepStage.W, IsCapital: true), "w")
        .Add(new StageTerm(SleepStage.N1),
            """
            n1|stage n1|stage 1|stage i|s1|nrem1|nrem 1|n1 sleep|stage 1 sleep|stage n1 sleep|nrem stage 1|non rem stage 1|stage i sleep
            sleep stage n1|stage one|nrem stage n1
            """)
        .Add(new StageTerm(SleepStage.N2),
            """
            n2|stage n2|stage 2|stage ii|s2|nrem2|nrem 2|n2 sleep|stage 2 sleep|stage n2 sleep|nrem stage 2|non rem stage 2|stage ii sleep
            sleep stage n2|stage two|nrem stage n2
            """)
        .Add(new StageTerm(SleepStage.N3),
            """
            n3|stage n3|stage 3|stage iii|s3|s4|nrem3|nrem 3|n3 sleep|stage 3 sleep|stage n3 sleep|nrem stage 3|non rem stage 3|stage iii sleep
            sleep stage n3|stage three|deep sleep|slow wave sleep|sws|deep nrem sleep|deep nrem|nrem stage n3|delta sleep|deep slow wave sleep
            """)
        .Add(new StageTerm(SleepStage.R),
            """
            rem sleep|stage rem|stage r|rem stage|rem|sleep stage r|stage r sleep|rem sleep stage|paradoxical sleep|stage rem sleep
            rapid eye movement sleep|r sleep|sleep stage rem|phasic rem sleep|tonic rem sleep
            """)
        .Add(new StageTerm(SleepStage.R, IsCapital: true), "r")
        .Add(new ComparedTerm(ComparedWith.LightSleep), "light sleep|nrem sleep|nrem|non rem sleep|lighter sleep")
        .Add(new ComparedTerm(ComparedWith.Night),
            """
            the rest of the night|rest of the night|the night|the night's average|the night's median|the recording|the rest of the recording
            other epochs|baseline|the night as a whole|the whole night|its baseline|the patient's baseline|the other epochs
            """)
        .Add(new AboutStageTerm(),
            """
            sign of|signs of|mark of|marks of|feature of|features of|hallmark of|hallmarks of|hallmark for|marker of|markers of|transition from
            transition to|transition between|towards|toward|borders on|bordering on|borderline with|evidence for|evidence of|unusual in|common in
            expected in|usual in|rare in|occur in|after|before|near|in the direction of|requirements of|requirement for|definition of
            indicative features of|defining feature of|sign for|into|drift to|transitional|characteristics of|graphoelements of
            elements of|markers for|picture of|end of|onset of|start of
            """)
        .Add(new StageDenialTerm(),
            """
            rules out|ruling out|rule out|excludes|exclude|excluding|precludes|preclude|precluding|argues against|argue against|arguing against
            speaks against|speak against|speaking against|insufficient for|not enough for|too little for|too few for|rather than|instead of
            not consistent with|inconsistent with|incompatible with|not compatible with|does not fit|do not fit|does not support|do not support
            not supportive of|makes unlikely|not sufficient for|fails to meet|does not meet|do not meet|does not qualify as|does not qualify for
            do not qualify for|not meeting|without meeting|against|does not indicate|not indicative of|does not suggest|is insufficient for
            not diagnostic of|contradicts|exclude a diagnosis of
            """);

    public static PhraseTable AddEpochs(this PhraseTable table)
    {
        foreach (var (epoch, adjectives, places, code) in new[]
        {
            (ClaimedEpoch.Previous, "preceding|previous|prev|prior|foregoing|last", "before|prior|earlier", "n - 1"),
            (ClaimedEpoch.Next, "following|next|subsequent|succeeding|ensuing|coming", "after|following|later|that follows|which follows", "n + 1"),
        })
        {
            var meaning = new EpochTerm(epoch);
            foreach (var adjective in adjectives.Split('|'))
                table.Add(meaning,
                    $"""
                    the {adjective} epoch|{adjective} epoch|the {adjective} one|{adjective} epoch {code}|the {adjective} epoch {code}
                    the {adjective} 30 s epoch|the immediately {adjective} epoch|immediately {adjective} epoch|{adjective} page|the {adjective} page
                    """);
            foreach (var place in places.Split('|'))
                table.Add(meaning, $"the epoch {place}|epoch {place}|the one {place}|one epoch {place}|the epoch immediately {place}|the epoch just {place}");
            table.Add(meaning, epoch == ClaimedEpoch.Previous ? "prev|epoch prev" : "epoch next");
            table.Add(meaning, $"{code}|epoch {code}|in {code}|the epoch {code}");
        }

        return table
            .Add(new EpochTerm(ClaimedEpoch.Target),
            """
            this epoch|the target epoch|target epoch|the current epoch|current epoch|the present epoch|present epoch|epoch n|this one|the scored epoch
            the epoch to be scored|the epoch itself|target epoch n|the target epoch n
            """)
            .Add(new EpochTerm(ClaimedEpoch.Previous, AndNext: true),
            """
            the epochs before and after|epochs before and after|two epochs of|the epochs on both sides|both neighbours|both neighbors
            both adjacent epochs|both neighbouring epochs|both neighboring epochs|the neighbouring epochs|the neighboring epochs|neighbouring epochs
            neighboring epochs|adjacent epochs|the adjacent epochs|the surrounding epochs|surrounding epochs|the preceding and following epochs
            preceding and following epochs|the previous and next epochs|previous and next epochs|both surrounding epochs
            the preceding and subsequent epochs|preceding and subsequent epochs|both sides|the two neighbouring epochs|the two neighboring epochs
            n - 1 and n + 1|epochs n - 1 and n + 1
            """)
            .Add(new EpochTerm(ClaimedEpoch.Neighbour),
            """
            a neighbouring epoch|a neighboring epoch|neighbouring epoch|neighboring epoch|an adjacent epoch|adjacent epoch|the neighbouring epoch
            the adjacent epoch|an epoch of|one neighbouring epoch|the neighboring epoch|one of the neighbouring epochs|one of the neighboring epochs
            """)
            .Add(new ElsewhereTerm(),
            """
            the next two epochs|next two epochs|the last two epochs|the previous two epochs|the preceding two epochs|the following two epochs
            two epochs earlier|two epochs before|several epochs earlier|several epochs before|earlier epochs|earlier in the night|later in the night
            epochs earlier|previous epochs|preceding epochs|following epochs|subsequent epochs|later epochs|elsewhere in the night
            other parts of the night|n - 2|n + 2|the last rem period|epochs ago|earlier that night|the previous cycle
            """);
    }
}
