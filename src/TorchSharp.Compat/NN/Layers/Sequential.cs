using System.Collections;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>Modules one after the other.</summary>
public class Sequential : Module<Tensor, Tensor>, IEnumerable<Module<Tensor, Tensor>>
{
    private readonly List<Module<Tensor, Tensor>> _modules = [];

    internal Sequential(IEnumerable<(string name, Module<Tensor, Tensor> module)> modules) : base(nameof(Sequential))
    {
        foreach (var (name, module) in modules) Add(name, module);
    }

    /// <summary>The number of modules.</summary>
    public int Count => _modules.Count;

    /// <summary>One module.</summary>
    public Module<Tensor, Tensor> this[int index] => _modules[index];

    /// <summary>Appends a module under a name.</summary>
    public Sequential append(string name, Module<Tensor, Tensor> module)
    {
        Add(name, module);
        return this;
    }

    /// <summary>Appends a module, named by its position.</summary>
    public Sequential append(Module<Tensor, Tensor> module) => append(_modules.Count.ToString(System.Globalization.CultureInfo.InvariantCulture), module);

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        if (_modules.Count == 0) return input.alias();
        var current = _modules[0].call(input);
        for (var i = 1; i < _modules.Count; i++)
        {
            using var previous = current;
            current = _modules[i].call(previous);
        }
        return current;
    }

    /// <inheritdoc/>
    public IEnumerator<Module<Tensor, Tensor>> GetEnumerator() => _modules.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The modules are registered already, when they are added.</summary>
    protected override void RegisterComponents() { }

    private void Add(string name, Module<Tensor, Tensor> module)
    {
        _modules.Add(module);
        register_module(name, module);
    }
}
