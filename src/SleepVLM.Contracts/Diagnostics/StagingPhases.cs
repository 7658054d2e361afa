using System.Diagnostics;

namespace SleepVLM.Contracts;

/// <summary>Spans of the work that staging consists of, for whoever listens: OpenTelemetry, <c>dotnet-trace</c>, our benchmarks. Without a listener they cost nothing.</summary>
public static class StagingPhases
{
    /// <summary>Name of the source to listen to.</summary>
    public const string SourceName = "SleepVLM.Staging";

    /// <summary>Drawing the picture of an epoch.</summary>
    public const string Draw = "draw";

    /// <summary>Pictures through the vision tower.</summary>
    public const string See = "see";

    /// <summary>Prompts of a batch through the language model.</summary>
    public const string Prefill = "prefill";

    /// <summary>A token of each answer of a batch.</summary>
    public const string Decode = "decode";

    /// <summary>Holding an answer against the signals.</summary>
    public const string Check = "check";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>Begins a span that ends when it is disposed of; null where nobody listens.</summary>
    /// <param name="phase">One of the names above.</param>
    public static Activity? Begin(string phase) => Source.StartActivity(phase);
}
