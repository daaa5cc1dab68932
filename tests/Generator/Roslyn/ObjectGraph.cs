using System.Reflection;
using Microsoft.CodeAnalysis;

namespace LossGen.Generator.Roslyn;

/// <summary>Walks over all that an object refers to.</summary>
internal static class ObjectGraph
{
    private static readonly Type[] Forbidden =
    [
        typeof(ISymbol), typeof(SyntaxNode), typeof(SyntaxTree), typeof(SyntaxReference), typeof(Location), typeof(Compilation),
        typeof(SemanticModel), typeof(Diagnostic), typeof(AttributeData), typeof(IOperation),
    ];

    /// <summary>Every object that is reached; one that belongs to the compilation fails the test, with the way to it.</summary>
    public static IReadOnlyCollection<object> Reach(object root)
    {
        HashSet<object> reached = new(ReferenceEqualityComparer.Instance);
        Stack<(object Value, string Path)> open = new([(root, root.GetType().Name)]);
        while (open.TryPop(out (object Value, string Path) current))
        {
            Type type = current.Value.GetType();
            if (Array.Exists(Forbidden, forbidden => forbidden.IsAssignableFrom(type)))
                Assert.Fail($"{current.Path} is a {type.Name}");
            if (type.IsPrimitive || type.IsPointer || !reached.Add(current.Value) || current.Value is string or Type)
                continue;

            if (current.Value is Array array)
                foreach (object? item in array)
                    Push(item, current.Path + "[]");
            for (Type? level = type; level is not null; level = level.BaseType)
                foreach (FieldInfo field in level.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                    Push(field.GetValue(current.Value), $"{current.Path}.{field.Name}");
        }
        return reached;

        void Push(object? value, string path)
        {
            if (value is not null)
                open.Push((value, path));
        }
    }
}
