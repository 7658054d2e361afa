using SleepVLM.Torch.Model;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Training;

/// <summary>The model's forward pass as training needs it, recorded for the backward pass.</summary>
/// <param name="model">The model.</param>
/// <param name="settings">Whether the vision tower learns, and whether layers are computed twice.</param>
internal sealed class TrainingForward(Qwen25Vl model, TrainingSettings settings)
{
    private readonly List<LayerStack> _recomputed = [];

    /// <summary>Pictures to their tokens, <c>[pictures, tokens, width]</c>.</summary>
    public Tensor EncodePictures(PlannedBatch batch, long seed)
    {
        using var gradients = set_grad_enabled(!settings.FreezeVision);
        var pixels = PatchPixels.Create(batch.Patches, model.Device).To(model.Dtype);
        var layout = model.Vision.Layout([.. Enumerable.Repeat(batch.Grid, batch.PictureCount)], model.Device, model.Dtype);
        var embedded = model.Vision.EmbedPatches(pixels, layout);
        var layers = model.Vision.Blocks.Select(block => (Func<Tensor[], Tensor[]>)(x => [block.call(x[0], layout)])).ToArray();
        var tokens = model.Vision.Merge(Run([embedded], layers, seed, recompute: settings.Recompute && !settings.FreezeVision)[0], layout);
        // Heads and answers both lead here: no layer in between, but one place where their gradients meet before they go on.
        return Run([tokens.view(batch.PictureCount, -1, tokens.shape[1])], [], seed, recompute: settings.Recompute && !settings.FreezeVision)[0];
    }

    /// <summary>Logits of the answers' tokens, float32 <c>[targets, vocabulary]</c>.</summary>
    /// <param name="turns">Questions and answers.</param>
    /// <param name="pictures">Tokens of the pictures, <c>[pictures, tokens, width]</c>.</param>
    /// <param name="seed">Of what layers draw when they are computed twice.</param>
    public Tensor AnswerLogits(TurnTensors turns, Tensor pictures, long seed)
    {
        var shown = pictures.index_select(0, turns.ShownPictures).reshape(-1, pictures.shape[2]);
        var rows = model.Embed(turns.Ids, shown, turns.ImagePlaces);
        var hidden = turns.PrefixIds is null ? Decode(rows, turns.Rotary, seed) : DecodeBehind(model.Embed(turns.PrefixIds), rows, turns, seed);
        var asked = model.Language.Normalize(hidden.reshape(-1, hidden.shape[2]).index_select(0, turns.AnswerPlaces));
        return model.Logits(asked).to(ScalarType.Float32);
    }

    /// <summary>Carries gradients through the layers that are computed twice; called behind <c>backward</c>, the last stack first.</summary>
    public void FinishBackward()
    {
        for (var i = _recomputed.Count - 1; i >= 0; i--) _recomputed[i].Backward();
        _recomputed.Clear();
    }

    private Tensor Decode(Tensor rows, RotaryTable rotary, long seed)
    {
        var pass = new DecoderPass(rotary, null, null);
        return Run([rows], [.. model.Language.Layers.Select(layer => (Func<Tensor[], Tensor[]>)(x => [layer.call(x[0], pass)]))], seed, settings.Recompute)[0];
    }

    // Both streams go through each layer together: the beginning's keys are of use to the rows of the same layer alone.
    private Tensor DecodeBehind(Tensor prefix, Tensor rows, TurnTensors turns, long seed)
    {
        var (before, length) = (prefix.shape[1], rows.shape[1]);
        var mask = model.CausalMask(length, before + length);
        var layers = model.Language.Layers.Select(layer => (Func<Tensor[], Tensor[]>)(x =>
        {
            var keys = new PrefixKeys(rows.shape[0]);
            var first = layer.call(x[0], new DecoderPass(turns.PrefixRotary!, null, keys));
            return [first, layer.call(x[1], new DecoderPass(turns.Rotary, mask, keys))];
        }));
        return Run([prefix, rows], [.. layers], seed, settings.Recompute)[1];
    }

    private Tensor[] Run(Tensor[] x, Func<Tensor[], Tensor[]>[] layers, long seed, bool recompute)
    {
        if (!recompute) return LayerStack.Run(x, layers);
        var (stack, output) = LayerStack.RunRecomputed(x, layers, seed);
        _recomputed.Add(stack);
        return output;
    }
}
