using VfioActors.Races.Syntax;

namespace VfioActors.Races.Compilation.Ids;

/// <summary>A function or a thread, and the names of its own.</summary>
/// <param name="name">What it is called.</param>
/// <param name="parameters">What it is called with.</param>
/// <param name="body">What it does.</param>
internal sealed class IdScope(string name, IReadOnlyList<Declarator> parameters, Statement.Block body)
{
    private readonly HashSet<string> _own =
    [
        .. parameters.Select(parameter => parameter.Name),
        .. SyntaxWalk.Statements(body).OfType<Statement.Declare>().SelectMany(one => one.Variables)
            .Select(variable => variable.Name),
    ];

    /// <summary>What it is called.</summary>
    internal string Name => name;

    /// <summary>What it does.</summary>
    internal Statement.Block Body => body;

    /// <summary>What the elements of a row are called, behind the name of the row.</summary>
    internal const string Element = "[]";

    /// <summary>What its result is called.</summary>
    internal static string ResultOf(string function) => function + "()";

    /// <summary>What a field is called.</summary>
    internal static string Field(string name) => "->" + name;

    /// <summary>What a parameter is called; empty when there is none.</summary>
    internal string Parameter(int at) => at < parameters.Count ? Variable(parameters[at].Name) : "";

    /// <summary>What a variable is called that is named here.</summary>
    internal string Variable(string named) => _own.Contains(named) ? $"{name}.{named}" : named;

    /// <summary>What a place of memory is called; empty for what cannot be told apart.</summary>
    internal string Place(Expression place) => place switch
    {
        Expression.Name named => Variable(named.Value),
        Expression.Member member => Field(member.Field.Value),
        Expression.Index index when Place(index.Array) is { Length: > 0 } array => array + Element,
        Expression.Unary { Operator: "&" } address => Place(address.Operand),
        _ => "",
    };
}
