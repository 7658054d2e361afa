using static TorchSharp.torch;

namespace SleepVLM.Torch.Training;

/// <summary>Runs layers one after the other, either recorded for the backward pass as usual, or keeping the inputs of layers alone and computing the rest again.</summary>
/// <remarks>Recomputation (Chen et al. 2016, arXiv 1604.06174) by hand, a layer at a time, so that it needs nothing of libtorch beyond <c>backward</c>. A layer that draws random
/// numbers draws the same in both passes.</remarks>
internal sealed class LayerStack
{
    private readonly IReadOnlyList<Func<Tensor[], Tensor[]>> _layers;
    private readonly List<Tensor[]> _inputs = [];
    private readonly long _seed;
    private Tensor[] _input = [], _output = [];

    private LayerStack(IReadOnlyList<Func<Tensor[], Tensor[]>> layers, long seed) => (_layers, _seed) = (layers, seed);

    /// <summary>Recorded as usual. What a layer leaves behind beyond what the backward pass needs is freed with it.</summary>
    public static Tensor[] Run(Tensor[] x, IReadOnlyList<Func<Tensor[], Tensor[]>> layers) => layers.Aggregate(x, (state, layer) => InScope(layer, state));

    /// <summary>Keeps the inputs of layers alone; <see cref="Backward"/> must be called once the output's gradients are known.</summary>
    public static (LayerStack Stack, Tensor[] Output) RunRecomputed(Tensor[] x, IReadOnlyList<Func<Tensor[], Tensor[]>> layers, long seed)
    {
        var stack = new LayerStack(layers, seed) { _input = x };
        var state = Array.ConvertAll(x, tensor => tensor.detach());
        using (no_grad())
            for (var i = 0; i < layers.Count; i++)
            {
                stack._inputs.Add(state);
                manual_seed(seed + i);
                state = InScope(layers[i], state);
            }

        stack._output = Array.ConvertAll(state, tensor => tensor.detach().requires_grad_());
        return (stack, stack._output);
    }

    /// <summary>Carries the output's gradients to the weights and on to what the input was computed from.</summary>
    public void Backward()
    {
        var gradients = Array.ConvertAll(_output, tensor => tensor.grad);
        for (var i = _layers.Count - 1; i >= 0; i--)
        {
            using var scope = NewDisposeScope();
            var leaves = Array.ConvertAll(_inputs[i], tensor => tensor.detach().requires_grad_());
            manual_seed(_seed + i);
            Carry(_layers[i](leaves), gradients);
            gradients = Array.ConvertAll(leaves, tensor => tensor.grad?.MoveToOuterDisposeScope());
        }

        if (_input.Any(tensor => tensor.requires_grad)) Carry(_input, gradients);
    }

    // The derivative of the sum of x * g with respect to x is g, whatever precision the sum has.
    private static void Carry(Tensor[] x, Tensor?[] gradients)
    {
        var parts = x.Zip(gradients).Where(pair => pair.Second is not null && pair.First.requires_grad).Select(pair => (pair.First * pair.Second!).sum()).ToArray();
        if (parts.Length > 0) parts.Aggregate((sum, part) => sum + part).backward();
    }

    private static Tensor[] InScope(Func<Tensor[], Tensor[]> layer, Tensor[] state)
    {
        using var scope = NewDisposeScope();
        return Array.ConvertAll(layer(state), tensor => tensor.MoveToOuterDisposeScope());
    }
}
