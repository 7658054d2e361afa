namespace SleepVLM.Torch.Weights;

/// <summary>One spelling for each parameter: <c>model.visual.*</c>, <c>model.language_model.*</c> and <c>lm_head.*</c>.</summary>
/// <remarks>Checkpoints before transformers 4.52 say <c>visual.*</c> and <c>model.*</c>; adapters put <c>base_model.model.</c> before either.</remarks>
public static class CanonicalKey
{
    private const string Adapter = "base_model.model.";
    private const string Model = "model.";
    private const string Visual = "visual.";
    private const string Language = "language_model.";

    /// <summary>The canonical spelling of a key; a key that fits no pattern stays as it is.</summary>
    public static string Of(string key)
    {
        if (Starts(key, Adapter)) return Adapter + Of(key[Adapter.Length..]);
        if (Starts(key, Visual)) return Model + key;
        if (!Starts(key, Model)) return key;
        var inner = key[Model.Length..];
        return Starts(inner, Visual) || Starts(inner, Language) ? key : Model + Language + inner;
    }

    private static bool Starts(string text, string prefix) => text.StartsWith(prefix, StringComparison.Ordinal);
}
