namespace SleepVLM.Remote.Protocol;

/// <summary>What a server tells of itself, as far as it changes answers. Two equal ones are taken to answer alike.</summary>
/// <param name="Engine">Name of the engine, for example <c>vLLM</c>.</param>
/// <param name="Version">Its version; empty where it does not tell.</param>
/// <param name="Model">Name the server knows the model by.</param>
/// <param name="Weights">Where the server has the weights from, or their digest; empty where it does not tell.</param>
/// <param name="ParameterCount">Number of weights, 0 where it does not tell.</param>
/// <param name="KeepsToSchema">It writes answers by a JSON schema when asked to.</param>
/// <param name="GivesProbabilities">It tells the probabilities of tokens and of their alternatives.</param>
internal sealed record ServerDescription(
    string Engine, string Version, string Model, string Weights, long ParameterCount, bool KeepsToSchema = false, bool GivesProbabilities = false)
{
    /// <summary>For example <c>vLLM 0.11.0</c>.</summary>
    public string Label => Version.Length == 0 ? Engine : $"{Engine} {Version}";

    /// <summary>Name of the repetition penalty among the engine's request fields; null where it has none or is not known.</summary>
    public string? RepetitionPenaltyField => Engine switch
    {
        EngineNames.Vllm or EngineNames.SgLang or EngineNames.SleepVlm => "repetition_penalty",
        EngineNames.LlamaCpp => "repeat_penalty",
        _ => null,
    };
}

/// <summary>Engines that are known by name.</summary>
internal static class EngineNames
{
    public const string Vllm = "vLLM";
    public const string SgLang = "SGLang";
    public const string Ollama = "Ollama";
    public const string LlamaCpp = "llama.cpp";
    public const string SleepVlm = "SleepVLM";
}
