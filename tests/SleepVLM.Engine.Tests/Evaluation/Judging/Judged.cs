using SleepVLM.Contracts;
using SleepVLM.Engine.Evaluation.Judging;

namespace SleepVLM.Engine.Tests.Evaluation.Judging;

/// <summary>Stagings written as a letter per epoch: <c>W 1 2 3 R</c>, anything else for none.</summary>
internal static class Judged
{
    public static JudgedStaging Staging(string stages) => new("x", null, null, [.. stages.Select((letter, i) => new JudgedEpoch(new EpochIndex(i), Stage(letter)))], []);

    public static NightJudgement Night(string subject, string staging, string reference, string night = "night") =>
        new(night, subject, Staging(staging), Staging(reference), null);

    private static SleepStage? Stage(char letter) => letter switch
    {
        'W' => SleepStage.W, '1' => SleepStage.N1, '2' => SleepStage.N2, '3' => SleepStage.N3, 'R' => SleepStage.R, _ => null,
    };
}
