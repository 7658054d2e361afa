using SleepVLM.Contracts;
using SleepVLM.Engine.Staging;
using SleepVLM.Engine.Staging.Prompts;
using SleepVLM.Torch.Generation;
using SleepVLM.Torch.Images;
using SleepVLM.Torch.Tokens;
using SleepVLM.Torch.Weights;

namespace SleepVLM.Torch.Training;

/// <summary>Words the questions and the right answers of epochs, as tokens. Used on one thread at a time.</summary>
public sealed class TurnMaker
{
    private readonly BpeTokenizer _tokenizer;
    private readonly Qwen25VlConfig _config;
    private readonly GridThw _grid;
    private readonly AnswerFormat _format;
    private readonly TrainingPrompts _prompts;
    private readonly bool _learnTurnEnd;
    private readonly WindowPrompt _coarse, _fine;

    /// <param name="tokenizer">The model's vocabulary.</param>
    /// <param name="config">Special tokens and sizes.</param>
    /// <param name="grid">Patches of a picture.</param>
    /// <param name="prompts">The questions.</param>
    /// <param name="format">Layout of the answers.</param>
    /// <param name="learnTurnEnd">Whether <c>&lt;|im_end|&gt;</c> is learned, see <see cref="LabelMask"/>.</param>
    public TurnMaker(BpeTokenizer tokenizer, Qwen25VlConfig config, GridThw grid, TrainingPrompts prompts, AnswerFormat format, bool learnTurnEnd)
    {
        (_tokenizer, _config, _grid, _format, _learnTurnEnd, _prompts) = (tokenizer, config, grid, format, learnTurnEnd, prompts);
        _coarse = Prompt(prompts.Stage(RationaleDetail.Stage));
        _fine = Prompt(prompts.Stage(RationaleDetail.Full));
    }

    /// <summary>The question on the fine or the coarse track.</summary>
    public WindowPrompt StageQuestion(RationaleDetail detail) => detail == RationaleDetail.Full ? _fine : _coarse;

    /// <summary>
    /// The turn of an epoch, or null where it has none of that kind. An epoch without a rationale is asked on the coarse track instead of the fine one.
    /// </summary>
    /// <param name="epoch">The target.</param>
    /// <param name="kind">What is asked.</param>
    /// <param name="draw">Chooses among the epoch's questions.</param>
    /// <param name="pictures">Numbers of the window's pictures in the batch.</param>
    public TrainingTurn? Create(TrainingEpoch epoch, TurnKind kind, ulong draw, int[] pictures) => kind switch
    {
        TurnKind.Question when epoch.Questions.Count > 0 => Ask(epoch.Questions[new SplitMix(draw).Below(epoch.Questions.Count)], pictures),
        TurnKind.Fine or TurnKind.Coarse or TurnKind.Question when epoch.Stage is { } stage => kind == TurnKind.Fine && epoch.Rationale is { } prose
            ? Tell(_fine, _format, stage, epoch.Rules, prose, pictures)
            : Tell(_coarse, _format.WithoutProse, stage, epoch.Rules, "", pictures),
        _ => null,
    };

    private TrainingTurn Tell(WindowPrompt question, AnswerFormat format, SleepStage stage, IReadOnlyList<RuleId> rules, string prose, int[] pictures)
    {
        var text = format.Compose(stage, rules, prose);
        // Prose escapes its quotes, so the key stands once. A word ends before the stage, so what comes before it is encoded as it would be alone.
        var before = text[..(text.LastIndexOf($"\"{AnswerFormat.SleepStageKey}\": \"", StringComparison.Ordinal) + AnswerFormat.SleepStageKey.Length + 5)];
        return new TrainingTurn(question, Answer(text), Encode(before).Length, Encode(stage.ToString()).Length, pictures);
    }

    private TrainingTurn Ask(QuestionTurn turn, int[] pictures) =>
        new(Prompt(_prompts.Question(turn.Question)), Answer(AnswerFormat.NormalizeProse(turn.Answer)), 0, 0, pictures);

    private int[] Answer(string text) => _learnTurnEnd ? [.. Encode(text), _config.EosTokenId] : Encode(text);

    private int[] Encode(string text) => _tokenizer.Encode(text, allowSpecial: false);

    private WindowPrompt Prompt(IReadOnlyList<PromptMessage> messages)
    {
        var tokens = _grid.PatchCount / (_config.Vision.SpatialMergeSize * _config.Vision.SpatialMergeSize);
        var pictures = messages.Sum(message => message.Parts.Count(part => part is not TextPart));
        return WindowPrompt.Create(PromptTokens.Create(_tokenizer, messages, tokens), [.. Enumerable.Repeat(_grid, pictures)], _config);
    }
}
