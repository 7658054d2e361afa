namespace SleepVLM.Torch.Weights;

/// <summary>Weight names changed with transformers 4.52; both spellings name the same tensors.</summary>
public static class CanonicalKey
{
    /// <summary>The new spelling: <c>model.visual.*</c> and <c>model.language_model.*</c>.</summary>
    public static string Of(string key) =>
        key.StartsWith("visual.", StringComparison.Ordinal) ? "model." + key
        : key.StartsWith("model.visual.", StringComparison.Ordinal) || key.StartsWith("model.language_model.", StringComparison.Ordinal) ? key
        : key.StartsWith("model.", StringComparison.Ordinal) ? "model.language_model." + key["model.".Length..]
        : key;
}
