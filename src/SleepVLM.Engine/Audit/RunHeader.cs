using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using SleepVLM.Contracts;

namespace SleepVLM.Engine.Audit;

/// <summary>What one staging run is made of: the first entry a run writes to the ledger.</summary>
/// <remarks>Holds nothing that names the patient: not the file's name, nor the date of the recording.</remarks>
/// <param name="Recording">Fingerprint and shape of the recording.</param>
/// <param name="Montage">Channels with the choice and note behind each.</param>
/// <param name="Model">Who decides, with the hashes of model and prompt.</param>
/// <param name="RuleBookSha256">Hash of the rule book, hexadecimal.</param>
/// <param name="RenderStyle">Style of the pictures, for example <c>sleepvlm/50Hz</c>.</param>
/// <param name="Detail">How much the model is to say.</param>
/// <param name="MaxTokens">Longest answer in tokens.</param>
/// <param name="Seed">Seed of anything drawn by chance.</param>
/// <param name="Program">Program name and version.</param>
/// <param name="RuleChecks">Checks that rationales are held against, those of plugins included; null in entries of versions that did not record them.</param>
/// <param name="Context">How much of the night a stage is decided from; null in entries of versions that did not record it.</param>
public sealed record RunHeader(
    RecordingFingerprint Recording,
    Montage Montage,
    ModelIdentity Model,
    string RuleBookSha256,
    string RenderStyle,
    RationaleDetail Detail,
    int MaxTokens,
    ulong Seed,
    string Program,
    IReadOnlyList<string>? RuleChecks = null,
    StageContext? Context = null)
{
    /// <summary>SHA-256, hexadecimal, of everything above: two runs with the same key decide alike.</summary>
    [JsonIgnore]
    public string Key => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(CanonicalJson.Write(this))));
}

/// <summary>Which recording, without anything that names the patient.</summary>
/// <param name="Sha256">Hash of the file, hexadecimal.</param>
/// <param name="Format">For example <c>EDF+C</c>.</param>
/// <param name="DurationSeconds">From first to last sample, gaps included.</param>
public sealed record RecordingFingerprint(string Sha256, string Format, double DurationSeconds)
{
    /// <summary>The part of a summary that may stand in a ledger.</summary>
    public static RecordingFingerprint Of(RecordingSummary recording) =>
        new(recording.Sha256, recording.Format, recording.Duration.TotalSeconds);
}

/// <summary>A run as the ledger has it.</summary>
/// <param name="Sequence">Sequence number of its header.</param>
/// <param name="StartedAt">When it began, UTC.</param>
/// <param name="Header">What it is made of.</param>
/// <param name="EpochCount">Epochs recorded.</param>
/// <param name="IsComplete">It was ended; false for one that was interrupted or is still under way.</param>
public sealed record RunSummary(long Sequence, DateTimeOffset StartedAt, RunHeader Header, int EpochCount, bool IsComplete);
