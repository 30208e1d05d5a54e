using VfioActors.Races.Syntax;

namespace VfioActors.Races.Compilation.Ids;

/// <summary>A function or a thread, and the names of its own.</summary>
/// <param name="name">What it is called.</param>
/// <param name="parameters">What it is called with.</param>
/// <param name="body">What it does.</param>
/// <param name="owners">Of which structure a field is.</param>
internal sealed class IdScope(
    string name, IReadOnlyList<Declarator> parameters, Statement.Block body, FieldOwners owners)
{
    private readonly ILookup<string, TypeName> _own = parameters
        .Concat(SyntaxWalk.Statements(body).OfType<Statement.Declare>().SelectMany(one => one.Variables))
        .ToLookup(variable => variable.Name, variable => variable.Type);

    /// <summary>What it is called.</summary>
    internal string Name => name;

    /// <summary>What it does.</summary>
    internal Statement.Block Body => body;

    private const string Arrow = "->";

    /// <summary>What the elements of a row are called, behind the name of the row.</summary>
    internal const string Element = "[]";

    /// <summary>What its result is called.</summary>
    internal static string ResultOf(string function) => function + "()";

    /// <summary>What a field is called.</summary>
    /// <param name="owner">The structure that it is of; null when that is not known.</param>
    internal static string Field(string? owner, string name) => $"{owner}{Arrow}{name}";

    /// <summary>
    /// The structure, empty where it is not known, and the name of a field or of a row of it; null for all else.
    /// </summary>
    internal static (string Owner, string Field)? FieldIn(string place) =>
        place.IndexOf(Arrow, StringComparison.Ordinal) is >= 0 and var at
            ? (place[..at], place[(at + Arrow.Length)..].Split(Element)[0])
            : null;

    /// <summary>What a parameter is called; empty when there is none.</summary>
    internal string Parameter(int at) => at < parameters.Count ? Variable(parameters[at].Name) : "";

    /// <summary>What a variable is called that is named here.</summary>
    internal string Variable(string named) => _own.Contains(named) ? $"{name}.{named}" : named;

    /// <summary>
    /// The type of a variable that is named here; null for one that the file has not, or for two of a name that differ.
    /// </summary>
    /// <param name="others">The types of the variables of the file.</param>
    internal TypeName? TypeOf(string named, IReadOnlyDictionary<string, TypeName> others) =>
        !_own.Contains(named) ? others.GetValueOrDefault(named)
        : _own[named].DistinctBy(type => type.Name).Count() == 1 ? _own[named].First() : null;

    /// <summary>What a place of memory is called; empty for what cannot be told apart.</summary>
    internal string Place(Expression place) => place switch
    {
        Expression.Name named => Variable(named.Value),
        Expression.Member member => Field(owners.Owner(member.Whole, member.Field.Value, this), member.Field.Value),
        Expression.Index index when Place(index.Array) is { Length: > 0 } array => array + Element,
        Expression.Unary { Operator: "&" } address => Place(address.Operand),
        _ => "",
    };
}
