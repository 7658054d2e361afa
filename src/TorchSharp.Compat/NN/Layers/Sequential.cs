using System.Globalization;
using System.Runtime.CompilerServices;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>Modules one after the other.</summary>
public class Sequential : Module<Tensor, Tensor>
{
    private readonly List<Module<Tensor, Tensor>> _modules = [];

    internal Sequential(IEnumerable<(string name, Module<Tensor, Tensor> module)> modules) : base(nameof(Sequential))
    {
        foreach (var (name, module) in modules) append(name, module);
    }

    /// <summary>The number of modules.</summary>
    public int Count => _modules.Count;

    /// <summary>One module.</summary>
    [IndexerName("SequentialItems")]
    public IModule<Tensor, Tensor> this[int index] => _modules[index];

    /// <summary>Appends a module under a name.</summary>
    public Sequential append(string name, IModule<Tensor, Tensor> module)
    {
        var added = (Module<Tensor, Tensor>)module;
        _modules.Add(added);
        register_module(name, added);
        return this;
    }

    /// <summary>Appends a module, named by its position.</summary>
    public Sequential append(IModule<Tensor, Tensor> module) => append(_modules.Count.ToString(CultureInfo.InvariantCulture), module);

    /// <inheritdoc/>
    public override Tensor forward(Tensor tensor)
    {
        if (_modules.Count == 0) return tensor.alias();
        var current = _modules[0].call(tensor);
        for (var i = 1; i < _modules.Count; i++)
        {
            using var previous = current;
            current = _modules[i].call(previous);
        }
        return current;
    }

    /// <summary>The modules are registered already, when they are added.</summary>
    protected override void RegisterComponents() { }
}
