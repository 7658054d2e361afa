using SleepVLM.Contracts;
using SleepVLM.Engine.Recordings;

namespace SleepVLM.Engine.Montages;

/// <summary>Finds the six derivations of a staging montage in a recording and records every choice.</summary>
public static class MontageResolver
{
    /// <summary>Resolves; the user's choices first, then recommended derivations, subtraction, the other hemisphere, bipolar stand-ins.</summary>
    /// <param name="recording">Must stay open as long as the result is read.</param>
    /// <param name="options">Overrides; default none.</param>
    /// <returns>The channels as recorded, microvolts; one to six.</returns>
    /// <exception cref="SleepVlmException">No channel can be found, or an override names what the recording lacks.</exception>
    public static IMontageSignals Resolve(Recording recording, MontageOptions? options = null)
    {
        var mappings = options?.Mappings ?? [];
        var candidates = new MontageCandidates(recording);
        var builder = new MontageBuilder(recording);
        foreach (var role in Enum.GetValues<ChannelRole>())
        {
            if (mappings.FirstOrDefault(mapping => mapping.Role == role) is { } mapping)
            {
                var (first, second) = MappedSignals.Find(recording, mapping);
                builder.AddMapped(role, first, second);
                continue;
            }

            var obstacles = new List<string>();
            if (!SubstitutionTable.For(role).Any(choice => TryAdd(builder, candidates, role, choice, obstacles)))
                obstacles.AddRange(RejectedFor(candidates, role));
            builder.Note(obstacles.Distinct().Select(obstacle => $"{role}: {obstacle}"));
        }

        return builder.Build();
    }

    private static bool TryAdd(
        MontageBuilder builder, MontageCandidates candidates, ChannelRole role, DerivationChoice choice, List<string> obstacles)
    {
        // A label without an electrode is a last resort: not beside channels that have one.
        if (choice.Active == "EEG" && candidates.NameScalpElectrodes) return false;
        var found = choice.Source == DerivationSource.Bare ? candidates.FindBare(choice.Active) : candidates.Find(choice.Active, choice.Reference);
        if (found is not null) return builder.TryAdd(role, choice, found, null);
        if (choice.Source != DerivationSource.RecordedOrSubtracted) return false;
        if (candidates.FindPair(choice.Active, choice.Reference, out var obstacle) is var (active, reference))
            return builder.TryAdd(role, choice, active, reference);
        if (obstacle is not null) obstacles.Add(obstacle);
        return false;
    }

    /// <summary>Signals that would have served, had they been usable.</summary>
    private static IEnumerable<string> RejectedFor(MontageCandidates candidates, ChannelRole role)
    {
        var wanted = SubstitutionTable.For(role);
        return from rejected in candidates.Rejected
               where wanted.Any(choice => choice.Active == rejected.Candidate.Name.Active
                   && (choice.Reference == rejected.Candidate.Name.Reference || choice.Reference.Length == 0))
               select $"'{rejected.Candidate.Signal.Label}' left out: {rejected.Reason}";
    }
}
