using SleepVLM.Contracts;
using SleepVLM.Torch.Generation;
using SleepVLM.Torch.Model;
using SleepVLM.Torch.Weights;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Training;

/// <summary>One model whose weights are the mean of several that learned from the same beginning, such as those that <c>train sft --keep</c> leaves: often better on other data than each (Wortsman et al. 2022).</summary>
public static class AveragedModel
{
    /// <summary>Writes it, with card, vocabulary and everything else of the first.</summary>
    /// <param name="folders">Models of equal sizes that are asked alike, at least two.</param>
    /// <param name="output">Folder to write, made when missing.</param>
    /// <exception cref="SleepVlmException">There are fewer than two, a file is missing or damaged, or they do not fit each other.</exception>
    public static void Write(IReadOnlyList<string> folders, string output)
    {
        if (folders.Count < 2) throw new SleepVlmException("name two models or more to average");
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        var config = Qwen25VlConfig.Read(folders[0]);
        using var sum = ModelFiles.Load(folders[0], config, CPU, ScalarType.Float32);
        foreach (var folder in folders.Skip(1)) Add(sum, folders[0], folder);
        new TrainingFolder(output).Create();
        ModelFiles.CopyOthers(folders[0], output);
        ModelFiles.Save(output, config, sum.named_parameters().Select(p => (p.name, p.parameter * (1.0 / folders.Count))), new Dictionary<string, string>());
    }

    private static void Add(Qwen25Vl sum, string first, string folder)
    {
        if (Asked(folder) != Asked(first))
            throw new SleepVlmException($"{folder}: is asked or answers otherwise than {first}; only models of the same prompt and pictures can be averaged");
        using var other = ModelFiles.Load(folder, Qwen25VlConfig.Read(folder), CPU, ScalarType.Float32);
        var weights = other.named_parameters().ToDictionary(p => p.name, p => p.parameter);
        foreach (var (name, weight) in sum.named_parameters())
        {
            if (!weights.TryGetValue(name, out var added) || !added.shape.SequenceEqual(weight.shape))
                throw new SleepVlmException($"{folder}: {name} is {Describe(added)}, but [{string.Join(", ", weight.shape)}] in {first}; only models of equal sizes can be averaged");
            weight.add_(added);
        }
    }

    private static (string?, string?) Asked(string folder) => ModelCard.Read(folder) is { } card ? (card.PromptSha256, card.RenderStyle) : (null, null);

    private static string Describe(Parameter? weight) => weight is null ? "missing" : $"[{string.Join(", ", weight.shape)}]";
}
