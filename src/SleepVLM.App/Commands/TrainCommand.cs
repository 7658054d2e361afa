using System.CommandLine;
using SleepVLM.App.Commands.Train;
using SleepVLM.Torch.Training;

namespace SleepVLM.App.Commands;

/// <summary><c>sleepvlm train</c>: models learn to see (<c>wpt</c>) and to stage (<c>sft</c>).</summary>
public static class TrainCommand
{
    /// <summary>The command with its subcommands.</summary>
    public static Command Create() => new("train",
        "Train a model: first to see waveforms, then to stage and explain.\n\n" +
        "wpt  waveform-perceptual pre-training: band powers and amplitudes, second by second, and where they are scored the stage, off single pictures; needs no labels\n" +
        "sft  supervised fine-tuning: stage, rules and rationale of windows of three epochs\n" +
        "merge takes a LoRA adapter into its model\n" +
        "join puts the vision tower of one model before the language half of another\n\n" +
        "Try it:  sleepvlm train wpt --simulate --out seeing --windows 6000\n" +
        "         sleepvlm train sft --simulate --from seeing --events presence --out my-model --windows 45000\n" +
        "         sleepvlm stage night.edf --model my-model\n\n" +
        "A run that was stopped, by Ctrl-C or by a power cut, goes on with the same command and ends with the same numbers.\n" +
        "docs/training.md tells more.")
    {
        PhaseCommand.Create(TrainingPhase.Wpt),
        PhaseCommand.Create(TrainingPhase.Sft),
        MergeCommand.Create(),
        JoinCommand.Create(),
        AverageCommand.Create(),
    };
}
