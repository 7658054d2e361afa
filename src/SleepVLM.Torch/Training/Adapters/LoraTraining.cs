using SleepVLM.Contracts;

namespace SleepVLM.Torch.Training;

/// <summary>How low-rank adaptation is trained (Hu et al. 2021, arXiv 2106.09685): small matrices beside frozen ones learn in their place.</summary>
/// <param name="Targets">Which matrices get them.</param>
/// <param name="Rank">Inner width; default 16.</param>
/// <param name="Alpha">The pair's product counts alpha / rank times; default 32.</param>
/// <param name="Dropout">Share of inputs left out while learning; default 0.05.</param>
public sealed record LoraTraining(LoraTargets Targets, int Rank = 16, double Alpha = 32, double Dropout = 0.05)
{
    /// <summary>Factor of the product.</summary>
    public double Scale => Alpha / Rank;

    /// <summary>Returns itself, or says which value makes no sense.</summary>
    /// <exception cref="SleepVlmException">A value is out of range.</exception>
    public LoraTraining Validated() =>
        Rank is < 1 or > 1024 ? throw new SleepVlmException("--lora-rank must be from 1 to 1024")
        : Alpha <= 0 ? throw new SleepVlmException("--lora-alpha must be above 0")
        : Dropout is < 0 or >= 1 ? throw new SleepVlmException("--lora-dropout must be from 0 to below 1")
        : this;
}

/// <summary>Which modules are adapted: those whose name is one of the leaves or ends with a dot and one of them, as PEFT decides it.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Leaves">Last parts of module names.</param>
/// <param name="Within">Only names that begin so; empty for all.</param>
public sealed record LoraTargets(string Name, IReadOnlyList<string> Leaves, string Within = "")
{
    private static readonly string[] Projections = ["down_proj", "gate_proj", "k_proj", "o_proj", "q_proj", "up_proj", "v_proj"];

    /// <summary><c>phase1</c> and <c>phase2</c> as published (the second reaches the vision tower's feed-forward blocks too), and <c>language</c>, the second within the
    /// language model alone.</summary>
    public static IReadOnlyList<LoraTargets> Known { get; } =
    [
        new("phase1", ["down_proj", "gate_proj", "k_proj", "o_proj", "proj", "q_proj", "qkv", "up_proj", "v_proj"]),
        new("phase2", Projections),
        new("language", Projections, "model.language_model."),
    ];

    /// <summary>The targets of that name.</summary>
    /// <exception cref="SleepVlmException">There are none.</exception>
    public static LoraTargets Named(string name) => Known.FirstOrDefault(targets => targets.Name == name)
        ?? throw new SleepVlmException($"--lora-targets {name}: must be one of {string.Join(", ", Known.Select(targets => targets.Name))}");

    /// <summary>Whether the module of that name is adapted.</summary>
    public bool Cover(string module) =>
        module.StartsWith(Within, StringComparison.Ordinal)
        && Leaves.Any(leaf => module == leaf || module.EndsWith("." + leaf, StringComparison.Ordinal));
}
