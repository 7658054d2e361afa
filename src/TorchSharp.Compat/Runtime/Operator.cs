using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp.Compat;

/// <summary>One ATen operator, looked up at its first call and kept for the life of the process.</summary>
/// <param name="name">The schema's name without <c>aten::</c>.</param>
/// <param name="overload">The schema's overload name.</param>
/// <remarks>Arguments follow the schema; trailing ones left out take the schema's defaults.</remarks>
[SkipLocalsInit]
internal sealed unsafe class Operator(string name, string overload = "")
{
    private const int InlineWords = 48;

    private nint _handle;

    /// <summary>Whether this libtorch has the operator (names differ between 1.13 and 2.x).</summary>
    internal bool Exists => _handle != 0 || (_handle = Native.tc_find("aten::" + name, overload)) != 0;

    /// <summary>Calls an operator that returns one tensor.</summary>
    internal Tensor Call(params ReadOnlySpan<Argument> arguments)
    {
        NativeValue result;
        Invoke(arguments, &result, 1);
        return new Tensor(result.Pointer);
    }

    /// <summary>Calls an in-place operator; its result is its first argument.</summary>
    internal void CallInPlace(params ReadOnlySpan<Argument> arguments) => Invoke(arguments, null, 0);

    /// <summary>Calls an operator that returns two tensors.</summary>
    internal (Tensor First, Tensor Second) CallPair(params ReadOnlySpan<Argument> arguments)
    {
        var results = stackalloc NativeValue[2];
        Invoke(arguments, results, 2);
        return (new Tensor(results[0].Pointer), new Tensor(results[1].Pointer));
    }

    /// <summary>Calls an operator that returns several results and keeps the first <paramref name="count"/>, all tensors.</summary>
    internal Tensor[] CallMany(int count, params ReadOnlySpan<Argument> arguments)
    {
        var results = stackalloc NativeValue[count];
        Invoke(arguments, results, count);
        var tensors = new Tensor[count];
        for (var i = 0; i < count; i++) tensors[i] = new Tensor(results[i].Pointer);
        return tensors;
    }

    /// <summary>Calls an operator that returns a list of tensors.</summary>
    internal Tensor[] CallList(params ReadOnlySpan<Argument> arguments)
    {
        NativeValue result;
        Invoke(arguments, &result, 1);
        var tensors = new Tensor[result.Count];
        for (var i = 0; i < tensors.Length; i++) tensors[i] = new Tensor(((nint*)result.Pointer)[i]);
        return tensors;
    }

    /// <summary>Calls an operator that returns a truth value.</summary>
    internal bool CallBool(params ReadOnlySpan<Argument> arguments)
    {
        NativeValue result;
        Invoke(arguments, &result, 1);
        return result.Integer != 0;
    }

    /// <summary>Calls an operator that returns a number of any kind.</summary>
    internal NativeValue CallValue(params ReadOnlySpan<Argument> arguments)
    {
        NativeValue result;
        Invoke(arguments, &result, 1);
        return result;
    }

    private void Invoke(ReadOnlySpan<Argument> arguments, NativeValue* results, int capacity)
    {
        if (_handle == 0 && !Exists) throw Native.Failure();
        var words = 0;
        foreach (ref readonly var argument in arguments) words += argument.Words;

        var values = stackalloc NativeValue[arguments.Length];
        var inline = stackalloc long[InlineWords];
        var scratch = words <= InlineWords ? inline : (long*)NativeMemory.Alloc((nuint)words, sizeof(long));
        try
        {
            var next = scratch;
            for (var i = 0; i < arguments.Length; i++)
            {
                arguments[i].Write(ref values[i], next);
                next += arguments[i].Words;
            }
            Native.Check(Native.tc_call(_handle, values, arguments.Length, results, capacity));
        }
        finally
        {
            if (scratch != inline) NativeMemory.Free(scratch);
        }
        foreach (ref readonly var argument in arguments) GC.KeepAlive(argument.Owner);
    }
}
