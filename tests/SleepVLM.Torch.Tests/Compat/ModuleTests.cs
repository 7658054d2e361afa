using TorchSharp;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Tests.Compat;

public sealed class ModuleTests
{
    private sealed class Block : nn.Module<Tensor, Tensor>
    {
        private readonly Linear gate = nn.Linear(2, 3, hasBias: false);

        [ComponentName(Name = "down")]
        private readonly Linear _last = nn.Linear(3, 2);

        private readonly Parameter scale = new(ones(2));
        private readonly Tensor table = zeros(4);

        internal Block() : base(nameof(Block))
        {
            register_buffer("scratch", zeros(1), persistent: false);
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => _last.call(gate.call(input)) * scale;
    }

    private sealed class Stack : nn.Module<Tensor, Tensor, Tensor>
    {
        private readonly ModuleList<Block> layers = nn.ModuleList(new Block(), new Block());
        private readonly Linear head;
        private readonly Linear tied;

        internal Stack() : base(nameof(Stack))
        {
            head = tied = nn.Linear(2, 2, hasBias: false);
            RegisterComponents();
        }

        public override Tensor forward(Tensor input1, Tensor input2)
        {
            using var scope = NewDisposeScope();
            var x = input1 + input2;
            foreach (var layer in layers) x = layer.call(x);
            return tied.call(head.call(x)).MoveToOuterDisposeScope();
        }
    }

    [Fact]
    public void RegisterComponents_NamesFieldsAttributesAndLists()
    {
        using var module = new Stack();
        string[] block = ["scale", "gate.weight", "down.weight", "down.bias", "table"];
        var state = module.state_dict();
        Assert.Equal(
            block.Select(name => "layers.0." + name).Concat(block.Select(name => "layers.1." + name)).Append("head.weight").Append("tied.weight").Order(),
            state.Keys.Order());
        Assert.Same(state["head.weight"], state["tied.weight"]);
        Assert.Equal(9, module.parameters().Count());
        Assert.DoesNotContain("tied.weight", module.named_parameters().Select(entry => entry.name));
        Assert.Contains("layers.1.down", module.named_modules().Select(entry => entry.name));
        Assert.Equal(["layers", "head", "tied"], module.named_children().Select(entry => entry.name));
        Assert.Equal([2, 3], module.get_parameter("layers.1.down.weight")!.shape);
        Assert.True(module.has_buffer("layers.0.table"));
        Assert.False(module.has_parameter("layers.0.table"));
    }

    [Fact]
    public void LoadStateDict_CopiesAndReportsDifferences()
    {
        using var source = new Stack();
        using var target = new Stack();
        using var scope = NewDisposeScope();
        var state = source.state_dict();
        target.load_state_dict(state);
        foreach (var (name, tensor) in target.state_dict())
        {
            Assert.True(tensor.Equals(state[name]), name);
            Assert.NotSame(tensor, state[name]);
        }

        state.Remove("layers.0.scale");
        state["surplus"] = ones(1);
        Assert.Throws<InvalidOperationException>(() => target.load_state_dict(state));
        var (missing, unexpected) = target.load_state_dict(state, strict: false);
        Assert.Equal(["layers.0.scale"], missing);
        Assert.Equal(["surplus"], unexpected);
        Assert.Empty(target.load_state_dict(state, skip: ["layers.0.scale", "surplus"]).missing_keys);
    }

    [Fact]
    public void To_ConvertsFloats_AndKeepsFieldsAndGradientsInStep()
    {
        using var module = new Block();
        using var scope = NewDisposeScope();
        module.call(ones(1, 2)).sum().backward();
        Assert.Same(module, module.to(bfloat16));
        Assert.All(module.parameters(), parameter => Assert.Equal(bfloat16, parameter.dtype));
        Assert.All(module.parameters(), parameter => Assert.True(parameter.requires_grad));
        Assert.All(module.parameters(), parameter => Assert.Equal(bfloat16, parameter.grad!.dtype));
        Assert.Equal(bfloat16, module.call(ones(1, 2, bfloat16)).dtype);
        Assert.ThrowsAny<ArgumentException>(() => module.to(int64));
    }

    [Fact]
    public void Training_ReachesEverySubmodule()
    {
        using var module = new Stack();
        module.eval();
        Assert.All(module.modules(), below => Assert.False(below.training));
        module.train();
        Assert.All(module.modules(), below => Assert.True(below.training));
        var names = new List<string>();
        module.apply(below => names.Add(below.GetName()));
        Assert.Equal("Stack", names[^1]);
    }

    [Fact]
    public void ZeroGrad_DropsOrZeroes()
    {
        using var module = new Block();
        using var scope = NewDisposeScope();
        module.call(ones(1, 2)).sum().backward();
        module.zero_grad(set_to_none: false);
        Assert.All(module.parameters(), parameter => Assert.Equal(0, parameter.grad!.abs().sum().item<float>()));
        module.zero_grad();
        Assert.All(module.parameters(), parameter => Assert.Null(parameter.grad));
    }

    [Fact]
    public void Hooks_SeeInputAndResult_UntilRemoved()
    {
        using var module = nn.Identity();
        using var scope = NewDisposeScope();
        var before = module.register_forward_pre_hook((_, input) => input + 1);
        module.register_forward_hook((_, _, result) => result * 10);
        Close.To([20], module.call(ones(1)));
        before.remove();
        Close.To([10], module.call(ones(1)));
    }

    [Fact]
    public void Dispose_FreesParametersAndBuffers()
    {
        var module = new Stack();
        var tensors = module.state_dict().Values.ToList();
        module.Dispose();
        Assert.All(tensors, tensor => Assert.True(tensor.IsInvalid));
    }

    [Fact]
    public void Registration_RefusesDuplicatesAndBadNames()
    {
        using var module = new Block();
        using var again = ones(1);
        using var other = nn.Identity();
        Assert.Throws<InvalidOperationException>(() => module.register_buffer("table", again));
        Assert.ThrowsAny<InvalidOperationException>(() => module.register_module("gate", other));
        Assert.Throws<ArgumentException>(() => module.register_module("a.b", other));
    }

    [Fact]
    public void ModuleDict_IsIndexedByName()
    {
        var dictionary = nn.ModuleDict(("q", nn.Linear(1, 2)), ("k", nn.Linear(1, 3)));
        Assert.Equal(3, dictionary["k"].out_features);
        using var parent = nn.ModuleList(dictionary);
        using var root = nn.ModuleDict(("layers", parent));
        root.add_module("top", parent);
        Assert.Contains("top.0.k.bias", root.state_dict().Keys);
    }
}
