using System.CommandLine;
using SleepVLM.Torch.Training;

namespace SleepVLM.App.Commands.Train;

/// <summary>The options of low-rank adaptation.</summary>
internal sealed class LoraOptions(TrainingPhase phase)
{
    private readonly Option<bool> _lora = new("--lora") { Description = "Learn a LoRA adapter beside the weights of --from instead of the weights; OUT then holds the adapter, which stage takes as a model." };
    private readonly Option<string> _targets = new("--lora-targets")
    {
        Description = "Modules that are adapted: phase1 or phase2 as published, or language (phase2 within the language model).",
        DefaultValueFactory = _ => phase == TrainingPhase.Wpt ? "phase1" : "phase2",
    };

    private readonly Option<int> _rank = new("--lora-rank") { Description = "Inner width of the adapter.", DefaultValueFactory = _ => 16 };
    private readonly Option<double> _alpha = new("--lora-alpha") { Description = "The adapter counts alpha / rank times.", DefaultValueFactory = _ => 32 };
    private readonly Option<double> _dropout = new("--lora-dropout") { Description = "Share of an adapter's inputs left out while learning.", DefaultValueFactory = _ => 0.05 };

    public IEnumerable<Option> All => [_lora, _targets, _rank, _alpha, _dropout];

    /// <exception cref="SleepVLM.Contracts.SleepVlmException">A value is out of range.</exception>
    public LoraTraining? Read(ParseResult parse) => parse.GetValue(_lora)
        ? new LoraTraining(LoraTargets.Named(parse.GetValue(_targets)!), parse.GetValue(_rank), parse.GetValue(_alpha), parse.GetValue(_dropout)).Validated()
        : null;
}
