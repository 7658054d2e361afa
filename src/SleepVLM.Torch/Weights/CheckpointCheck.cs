using SleepVLM.Torch.Weights.Packing;

namespace SleepVLM.Torch.Weights;

/// <summary>Holds the tables of a checkpoint's files against what its configuration asks for, before memory is claimed.</summary>
public static class CheckpointCheck
{
    private const string Head = "lm_head.weight";

    /// <summary>Everything that is missing, left over or of another shape or type; each names tensor, file and what was expected.</summary>
    public static IEnumerable<WeightFormatException> Problems(Checkpoint checkpoint, Qwen25VlConfig config, PackedModules? packing)
    {
        var plan = TensorPlan.Of(config, packing);
        var known = new HashSet<string>(plan.Count);
        foreach (var wanted in plan)
        {
            known.Add(wanted.Name);
            if (Problem(checkpoint, wanted) is { } problem) yield return problem;
        }

        if (packing is not null)
            foreach (var name in known.Where(name => name.EndsWith(".qweight", StringComparison.Ordinal)))
                if (Unpackable(checkpoint, packing.Format, name) is { } problem) yield return problem;
        foreach (var (name, entry) in checkpoint.Tensors)
            if (!known.Contains(name) && !IsLeftover(name, entry, config))
                yield return new WeightFormatException(checkpoint.FileOf(name), entry.Name, null, "no such tensor in a model of this configuration", Shape(entry.Shape));
    }

    /// <summary>Throws the first problem and tells how many there are.</summary>
    /// <exception cref="WeightFormatException">There is one.</exception>
    public static void Require(Checkpoint checkpoint, Qwen25VlConfig config, PackedModules? packing)
    {
        var problems = Problems(checkpoint, config, packing).Take(1000).ToList();
        if (problems.Count == 0) return;
        throw problems.Count == 1 ? problems[0] : problems[0].AndMore(problems.Count - 1, $"'sleepvlm model inspect {checkpoint.Folder}' lists them");
    }

    private static WeightFormatException? Problem(Checkpoint checkpoint, PlannedTensor wanted)
    {
        var expected = $"{Shape(wanted.Shape)} as config.json asks for";
        if (!checkpoint.Tensors.TryGetValue(wanted.Name, out var entry))
            return new WeightFormatException(checkpoint.WeightList, wanted.Name, null, expected, "no such tensor");
        if (!wanted.Shape.SequenceEqual(entry.Shape)) return new WeightFormatException(checkpoint.FileOf(wanted.Name), entry.Name, null, expected, Shape(entry.Shape));
        var fits = wanted.IsInteger ? entry.Dtype == "I32" : entry.Dtype is "F32" or "F16" or "BF16" or "F64";
        return fits ? null : new WeightFormatException(checkpoint.FileOf(wanted.Name), entry.Name, null, wanted.IsInteger ? "I32" : "BF16, F16, F32 or F64", entry.Dtype);
    }

    // Shapes agree by now, so the widths can be told from the words.
    private static WeightFormatException? Unpackable(Checkpoint checkpoint, PackedFormat format, string name)
    {
        if (!checkpoint.Tensors.TryGetValue(name, out var words) || words.Shape.Count != 2) return null;
        return format.Fits(words.Shape[0] * PackedFormat.PerWord, words.Shape[1])
            ? null
            : new WeightFormatException(checkpoint.FileOf(name), words.Name, null, $"inputs in groups of {format.GroupSize} and outputs in eights", Shape(words.Shape));
    }

    // A tied head may be saved all the same, and old files hold the rotary frequencies.
    private static bool IsLeftover(string name, TensorEntry entry, Qwen25VlConfig config) =>
        (name == Head && entry.Shape.SequenceEqual([config.VocabSize, config.HiddenSize])) || name.EndsWith(".inv_freq", StringComparison.Ordinal);

    private static string Shape(IEnumerable<long> shape) => $"[{string.Join(", ", shape)}]";
}
