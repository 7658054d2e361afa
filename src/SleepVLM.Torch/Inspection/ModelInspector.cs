using System.Runtime.InteropServices;
using SleepVLM.Contracts;
using SleepVLM.Engine.EpochImages;
using SleepVLM.Engine.Staging.Prompts;
using SleepVLM.Torch.Generation;
using SleepVLM.Torch.Images;
using SleepVLM.Torch.Model;
using SleepVLM.Torch.Tokens;
using SleepVLM.Torch.Weights;
using SleepVLM.Torch.Weights.Adapters;
using SleepVLM.Torch.Weights.Packing;
using TorchSharp;

namespace SleepVLM.Torch.Inspection;

/// <summary>Looks at a model folder without loading it: every part by itself, so that one problem does not hide the next.</summary>
/// <param name="setting">Prompts, rules and device that it would be run with.</param>
/// <param name="readInFull">Read every number too; takes as long as reading the files.</param>
public sealed class ModelInspector(ModelSetting setting, bool readInFull = false)
{
    private readonly List<string> _problems = [];

    /// <summary>Looks at a folder; what is wrong with it is in the report.</summary>
    /// <param name="folder">Folder of a checkpoint or an adapter.</param>
    /// <exception cref="SleepVlmException">There is no such folder.</exception>
    public ModelReport Inspect(string folder)
    {
        if (!Directory.Exists(folder)) throw new SleepVlmException($"{folder}: no such folder");
        _problems.Clear();
        var isAdapter = AdapterFiles.IsAdapter(folder);
        var parts = Try(() => ModelFolder.Of(folder));
        var config = parts is null ? null : Try(() => Qwen25VlConfig.Read(parts.Base));
        using var checkpoint = parts is null ? null : Try(() => Checkpoint.Open(parts.Base));
        var packing = checkpoint is null ? null : Try(() => PackedModules.Of(checkpoint));
        if (config is not null && checkpoint is not null) _problems.AddRange(CheckpointCheck.Problems(checkpoint, config, packing).Select(problem => problem.Message));
        var adapter = isAdapter ? Try(() => Adapter(folder, parts?.Base, config, packing)) : null;
        var tokenizer = parts is null ? null : Try(() => BpeTokenizer.FromPretrained(parts.Tokenizer));
        if (tokenizer is not null && config is not null) _problems.AddRange(TokenizerCheck.Problems(tokenizer, config));
        var (prompt, question) = parts is null ? (null, null) : Prompt(parts, config, tokenizer);
        var weights = checkpoint is null ? null : Weights(checkpoint, packing);

        var machine = Try(Machine.Look) ?? new MachineReport(Environment.ProcessorCount, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes, false, "cpu");
        var needs = config is null ? null : Needs(parts!, config, packing, machine, question, prompt);
        var (runs, verdict) = Verdict(needs, machine);
        return new ModelReport(
            folder, isAdapter ? "adapter" : config is null ? "unknown" : "checkpoint", config is null ? null : Architecture(config), weights, adapter,
            tokenizer is null ? null : new TokenizerReport(tokenizer.Count, tokenizer.Vocabulary.Added.Count), prompt, needs, machine, runs, verdict, [.. _problems.Distinct()]);
    }

    private T? Try<T>(Func<T> look) where T : class?
    {
        try
        {
            return look();
        }
        catch (SleepVlmException problem)
        {
            _problems.Add(problem.Message);
        }
        catch (Exception problem) when (problem is ExternalException or DllNotFoundException or TypeInitializationException)
        {
            _problems.Add($"libtorch: {(problem.InnerException ?? problem).Message.ReplaceLineEndings(" ")}");
        }

        return null;
    }

    private static ArchitectureReport Architecture(Qwen25VlConfig config) => new(
        "Qwen2_5_VLForConditionalGeneration (qwen2_5_vl)", TensorPlan.ParameterCount(config),
        $"{config.Vision.Depth} blocks of width {config.Vision.HiddenSize}, {config.Vision.NumHeads} heads, patches of {config.Vision.PatchSize} px",
        $"{config.NumHiddenLayers} layers of width {config.HiddenSize}, {config.NumAttentionHeads} query and {config.NumKeyValueHeads} key-value heads, head tied to the embedding",
        config.VocabSize);

    private WeightReport Weights(Checkpoint checkpoint, PackedModules? packing)
    {
        if (readInFull)
            foreach (var name in checkpoint.Tensors.Keys)
                if (WeightFiller.FirstBad(checkpoint, name) is { } problem) _problems.Add(problem.Message);
        var files = checkpoint.Files.Select(file => new WeightFileReport(Path.GetFileName(file.Path), new FileInfo(file.Path).Length, file.Header.Tensors.Count)).ToList();
        return new WeightReport(
            files, checkpoint.Tensors.Values.CountBy(tensor => tensor.Dtype).OrderByDescending(entry => entry.Value).ToDictionary(),
            packing is null ? null : $"4 bits, {(packing.Format.GroupSize == 0 ? "one scale per output" : $"groups of {packing.Format.GroupSize}")}, {packing.Names.Count} layers",
            files.Sum(file => file.Bytes), readInFull);
    }

    private AdapterReport Adapter(string folder, string? baseFolder, Qwen25VlConfig? config, PackedModules? packing)
    {
        using var adapter = AdapterFiles.Open(folder);
        if (config is not null) _problems.AddRange(adapter.Problems(config).Select(problem => problem.Message));
        return new AdapterReport(
            baseFolder, adapter.Settings.Rank, adapter.Settings.Scaling, adapter.Pairs.Count, adapter.Weights.Tensors.Values.Sum(tensor => tensor.ElementCount),
            packing is null ? "merged into the weights" : "kept apart, the base being packed");
    }

    private (PromptReport? Report, WindowPrompt? Question) Prompt(ModelFolder parts, Qwen25VlConfig? config, BpeTokenizer? tokenizer)
    {
        if (Try(() => ModelPrompt.Of(parts, setting)) is not { } asked) return (null, null);
        if (asked.Problem is { } problem) _problems.Add(problem);
        var prompt = asked.Template;
        var question = config is null || tokenizer is null || TokenizerCheck.Problems(tokenizer, config).Any() ? null : Question(config, tokenizer, prompt, RenderStyle.Named(asked.Card.RenderStyle));
        var card = parts.ReadCard() is null ? null : asked.Card.Name;
        return (new PromptReport(card, prompt.Name, prompt.Sha256, prompt.Origin == PromptOrigin.ModelFolder, prompt.MaxTokens, question?.Length, asked.Card.AnswerKeys), question);
    }

    private WindowPrompt Question(Qwen25VlConfig config, BpeTokenizer tokenizer, PromptTemplate prompt, RenderStyle style)
    {
        var grid = ImagePatches.GridOf(style.WidthPx, style.HeightPx, config.Vision);
        var merge = config.Vision.SpatialMergeSize * config.Vision.SpatialMergeSize;
        var ids = PromptTokens.Create(tokenizer, StagePrompt.Render(prompt, setting.Rules.ToPromptText(), RationaleDetail.Full), grid.PatchCount / merge);
        return WindowPrompt.Create(ids, [grid, grid, grid], config);
    }

    private static NeedsReport Needs(ModelFolder parts, Qwen25VlConfig config, PackedModules? packing, MachineReport machine, WindowPrompt? question, PromptReport? prompt)
    {
        var options = new AnswerOptions();
        var dtype = ModelFiles.PrecisionFor(config, machine.Cuda ? torch.CUDA : torch.CPU);
        var weights = MemoryNeed.Weights(TensorPlan.Of(config, packing), dtype);
        // Without a tokenizer: as long as the published question.
        var (tokens, fresh) = question is null ? (3140, 409) : (question.Length, question.Length - question.PrefixLength);
        string[] folders = parts.HasAdapter ? [parts.Path, parts.Base] : [parts.Path];
        return new NeedsReport(
            dtype.ToString().ToLowerInvariant(), folders.SelectMany(Directory.GetFiles).Sum(file => new FileInfo(file).Length), weights, MemoryNeed.Load(weights),
            MemoryNeed.Run(config, weights, dtype, tokens, prompt?.MaxTokens ?? options.MaxTokens, fresh, options.BatchSize), options.BatchSize);
    }

    private (bool Runs, string Verdict) Verdict(NeedsReport? needs, MachineReport machine)
    {
        if (_problems.Count > 0 || needs is null) return (false, $"does not run: {(_problems.Count == 1 ? "one problem" : $"{_problems.Count} problems")}, see below");
        if (setting.Device == "cuda" && !machine.Cuda) return (false, "does not run with --device cuda: this machine or this libtorch has no CUDA");
        if (needs.LoadBytes > machine.FreeBytes) return (false, $"does not run: loading takes about {Size(needs.LoadBytes)}, {Size(machine.FreeBytes)} are free");
        return needs.RunBytes > machine.FreeBytes
            ? (false, $"can be loaded, but staging {needs.BatchSize} windows at a time takes about {Size(needs.RunBytes)}, and {Size(machine.FreeBytes)} are free")
            : (true, $"runs on {machine.Device}");
    }

    /// <summary>Bytes for people.</summary>
    public static string Size(long bytes) => bytes >= 1e9 ? FormattableString.Invariant($"{bytes / 1e9:0.00} GB") : FormattableString.Invariant($"{bytes / 1e6:0.0} MB");
}
