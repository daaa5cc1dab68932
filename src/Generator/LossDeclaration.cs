using LossGen.Generator.Problems;

namespace LossGen.Generator;

/// <summary>The C# type of a primary-constructor parameter.</summary>
internal enum ParameterType { Double, Float, Int, Long, Bool, Array, NullableArray }

/// <param name="Name">As written in C#, without @.</param>
/// <param name="Default">The default as a number (0 and 1 for a switch), or null when the parameter is required.</param>
internal sealed record ParameterDeclaration(string Name, ParameterType Type, double? Default);

/// <summary>One [Loss] of a type.</summary>
internal sealed record FormulaDeclaration(string Formula, string? Inputs);

/// <param name="Keyword">class, struct, record, record struct or interface.</param>
/// <param name="TypeParameters">As written between the angle brackets, or empty.</param>
internal sealed record ContainingType(string Keyword, string Name, string TypeParameters);

/// <summary>What the project that holds the declaration references and allows.</summary>
/// <param name="HasGradCheck">Whether gradients of its losses are checked, so that a loss says where its corners are.</param>
internal sealed record ProjectFacts(bool HasGradCheck)
{
    /// <summary>The libraries for whose types its losses have adapters.</summary>
    public AdapterKinds Adapters { get; init; }
}

/// <summary>Libraries whose types a loss takes through extension methods.</summary>
[Flags]
internal enum AdapterKinds
{
    None = 0,
    TensorSpans = 1,
    TorchSharp = 2,
    MLNet = 4,
}

/// <summary>A loss as its author declared it, as text and nothing else: equal declarations need no second compilation.</summary>
/// <param name="HintName">Of the generated file, without its extension; unique among the project's types without regard to case.</param>
/// <param name="Namespace">Empty for the global namespace; as it is written in C#, with @ where a name needs it, as all names of types here.</param>
/// <param name="CanExtend">Whether a part can be added to the type; else the file holds nothing but #error.</param>
/// <param name="Parameters">Those that can be read and become a property; with a problem on a parameter, not all.</param>
/// <param name="HasDocumentation">Whether the author wrote a doc comment, which one of ours would replace.</param>
/// <param name="Problems">What the declaration itself does wrong; with an error, no formula is compiled.</param>
internal sealed record LossDeclaration(
    string HintName,
    string Namespace,
    EquatableArray<ContainingType> ContainingTypes,
    string TypeName,
    string TypeParameters,
    EquatableArray<ParameterDeclaration> Parameters,
    EquatableArray<FormulaDeclaration> Formulas,
    bool CanExtend,
    bool HasDocumentation,
    EquatableArray<Problem> Problems)
{
    /// <summary>
    /// How far code beside the type may name it, <c>public</c> or <c>internal</c>; empty where it can't, as a private type or a
    /// generic one, of which nothing here says the constraints.
    /// </summary>
    public string Accessibility { get; init; } = "";
}

/// <param name="HintName">Namespace, containing types and type, unique without regard to case.</param>
/// <param name="Pieces">The text, cut: as one string a long one would be a large object, which takes longer to make than all that is in it.</param>
internal sealed record GeneratedFile(string HintName, EquatableArray<string> Pieces)
{
    /// <summary>Of all pieces but the last, where there are several.</summary>
    public const int PieceLength = 1 << 14;

    public GeneratedFile(string hintName, string text)
        : this(hintName, new[] { text })
    {
    }
}

/// <summary>A loss of a referenced assembly, for which adapters are asked.</summary>
/// <param name="Declaration">Of which the hint name is that of the adapters' files.</param>
/// <param name="Present">The libraries for which a referenced assembly has its adapters.</param>
internal sealed record ReferencedLoss(LossDeclaration Declaration, AdapterKinds Present);

/// <summary>What a declaration compiles to.</summary>
/// <param name="File">Always there, also on error: then the members throw, under #error.</param>
internal sealed record CompiledLoss(GeneratedFile File, EquatableArray<Problem> Problems)
{
    /// <summary>What takes the types of libraries that the project references; none on error.</summary>
    public EquatableArray<AdapterFile> Adapters { get; init; }
}

/// <summary>The names of adapters.</summary>
internal static class AdapterNames
{
    /// <summary>Each library alone, in the order in which files are written.</summary>
    public static IEnumerable<AdapterKinds> Each { get; } = [AdapterKinds.TensorSpans, AdapterKinds.TorchSharp, AdapterKinds.MLNet];

    /// <summary>The class of a loss's extension methods, which stands in its namespace even where the loss is nested.</summary>
    public static string ClassOf(LossDeclaration declaration, AdapterKinds kind) =>
        string.Join("_", declaration.ContainingTypes.Select(static t => t.Name).Append(declaration.TypeName)).Replace("@", "") + kind;
}

/// <summary>A file of extension methods, and the library that they are for.</summary>
internal sealed record AdapterFile(AdapterKinds Kind, GeneratedFile File);
