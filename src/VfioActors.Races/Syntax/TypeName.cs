using VfioActors.Races.Texts;

namespace VfioActors.Races.Syntax;

/// <summary>A type as it was written, without the name of what has it.</summary>
/// <param name="At">Where it stands.</param>
/// <param name="Name">The last word, such as <c>int</c> or the name of a structure.</param>
/// <param name="IsStruct">Whether the word <c>struct</c> stands before it.</param>
/// <param name="Stars">How many stars follow.</param>
internal sealed record TypeName(Place At, string Name, bool IsStruct, int Stars)
{
    /// <summary>The name of a type that is the one of the value that a variable starts with.</summary>
    internal const string Deduced = "__auto_type";

    /// <summary>The name of a type that is a function.</summary>
    internal const string OfFunction = "a function";

    /// <summary>What it takes and gives back, of a function; null for all else.</summary>
    internal Signature? Signature { get; init; }

    /// <summary>What is asked for its type, of <c>typeof(e)</c>; null for all else.</summary>
    internal Expression? Asked { get; init; }

    /// <summary>The name of a type that is an enumeration: no single word, so that it is nothing else's.</summary>
    internal static string OfEnumeration(string tag) => $"enum {tag}";
}
