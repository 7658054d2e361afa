using SleepVLM.Contracts;
using SleepVLM.Engine.Evaluation.Judging;

namespace SleepVLM.App.Commands.Evaluate;

/// <summary>Several stagings with their references, named on the command line.</summary>
internal static class StagedPairs
{
    /// <summary>Judges each staging; nights of one model are pooled, and a reference file is a subject.</summary>
    /// <param name="files">Staging, reference, staging, reference and so on.</param>
    /// <param name="seed">Seed of the bootstrap.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="SleepVlmException">A file cannot be read, or a pair shares no scored epoch.</exception>
    public static IReadOnlyList<ModelJudgement> Judge(IReadOnlyList<string> files, int seed, CancellationToken cancellationToken) =>
    [
        .. files.Chunk(2).Select(pair => Judge(pair[0], pair[1], cancellationToken)).GroupBy(night => night.Staging.Model ?? "staging")
            .Select(nights => new ModelJudgement(nights.Key, "", [.. nights], seed)),
    ];

    /// <summary>Judges one staging.</summary>
    /// <exception cref="SleepVlmException">A file cannot be read, or both share no scored epoch.</exception>
    public static NightJudgement Judge(string staging, string reference, CancellationToken cancellationToken)
    {
        var (judged, standard) = (JudgedStagingReader.Read(staging, cancellationToken), JudgedStagingReader.Read(reference, cancellationToken));
        var night = new NightJudgement(NameOf(staging), NameOf(reference), judged, standard, null);
        return night.Agreement.Compared > 0 ? night
            : throw new SleepVlmException($"{staging} and {reference} share no scored epoch; check that they belong to the same night");
    }

    private static string NameOf(string path) => Path.GetFileName(path).Split('.')[0];
}
