namespace LossGen;

/// <summary>
/// Asks for adapters of the losses that a referenced assembly declares: the extension methods over tensors that a project's own
/// losses have for every library it references, System.Numerics.Tensors, TorchSharp and ML.NET.
/// </summary>
/// <remarks>
/// For those of LossGen write <c>[assembly: LossAdapters(typeof(MseLoss))]</c>. They are left out for a library for which a
/// referenced assembly has them already, as LossGen.TorchSharp does.
/// </remarks>
/// <param name="loss">A type of the assembly, of whose public losses all get adapters.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class LossAdaptersAttribute(Type loss) : Attribute
{
    /// <summary>A type of the assembly.</summary>
    public Type Loss { get; } = loss;

    /// <summary>Whether other projects see the adapters; unless it is set they are the project's own.</summary>
    public bool IsPublic { get; set; }
}
