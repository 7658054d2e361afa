using SleepVLM.Contracts;
using SleepVLM.Engine.Staging.Rationales;

namespace SleepVLM.Engine.Staging.Questions;

/// <summary>What answers one question: the evidence, and sentences on it that nothing has been told of yet.</summary>
internal sealed class Asked
{
    private readonly EpochEvidence _evidence;

    public Asked(EpochEvidence evidence, QuestionKind kind, ulong seed)
    {
        (_evidence, Kind) = (evidence, kind);
        Narrator = new Narrator(evidence, seed * 31 + (ulong)kind);
    }

    public QuestionKind Kind { get; }

    public Narrator Narrator { get; }

    public EpochEvidence Evidence => _evidence;

    public EpochReading Reading => Narrator.Reading;

    public Prose Prose => Narrator.Prose;

    /// <summary>Whether all of these kinds were looked for and nothing of them was found, named or not.</summary>
    public bool IsAbsent(params IEnumerable<SleepEventKind> kinds)
    {
        var onset = _evidence.Measured.Index.OnsetSeconds;
        return kinds.All(kind => _evidence.LookedFor.Contains(kind) && !_evidence.Doubtful.Contains(kind)
            && !_evidence.Events!.Any(found => found.Kind == kind && found.OnsetSeconds < onset + 30 && found.EndSeconds > onset));
    }

    /// <summary>The turn, with one of several phrasings of its question; null where there is no answer.</summary>
    public ComposedTurn? Turn(string? answer, params ReadOnlySpan<string> questions) =>
        answer is null ? null : new ComposedTurn(Kind, Prose.Pick(questions, "question"), answer);

    /// <summary>An answer that begins with yes or no, or is the sentence alone. A full stop follows, as "No, ..." would deny what comes after it.</summary>
    public string Answer(string word, string sentence) => Prose.Chance(0.7, "yes or no") ? $"{word}. {sentence}" : sentence;

    /// <summary>For what a missing channel leaves open.</summary>
    public string NotRecorded(string signal) => Prose.Pick(
        [$"That cannot be told, as no {signal} is recorded.", $"No {signal} is recorded, so that cannot be told.", $"It cannot be told without {signal}: none is recorded."], "not recorded");

    /// <summary>For what a poor signal leaves open.</summary>
    public string NotAssessable(string what) => Prose.Pick([$"That cannot be told: {what} cannot be assessed in this epoch.", $"{Prose.Capital(what)} cannot be assessed in this epoch."], "not assessable");
}
