using VfioActors.Races.Syntax;

namespace VfioActors.Races.Compilation.Ids;

/// <summary>Of which structure a field is, as far as declarations and casts say.</summary>
internal sealed class FieldOwners
{
    private readonly SortedDictionary<string, Item.Structure> _structures = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TypeName> _variables = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TypeName> _results = new(StringComparer.Ordinal);

    /// <param name="items">What stands in the file, and the structures that the language brings.</param>
    internal FieldOwners(IEnumerable<Item> items)
    {
        foreach (var item in items)
        {
            switch (item)
            {
                case Item.Structure structure: _structures[structure.Name] = structure; break;
                case Item.Function function: _results[function.Name] = function.Result; break;
                case Item.Variables variables:
                    foreach (var variable in variables.All) { _variables[variable.Name] = variable.Type; }
                    break;
                default: break;
            }
        }
    }

    /// <summary>The structures that have a field of that name.</summary>
    internal IEnumerable<string> Having(string field) =>
        _structures.Values.Where(one => FieldOf(one, field) is not null).Select(one => one.Name);

    /// <summary>
    /// The structure that an expression is, or leads to, if it has a field; null when that is not said.
    /// </summary>
    internal string? Owner(Expression whole, string field, IdScope scope) =>
        Of(whole, scope) is { } structure && FieldOf(structure, field) is not null ? structure.Name : null;

    /// <summary>The structure of a type, if it has a field; null for none.</summary>
    internal string? Owner(TypeName? type, string field) =>
        Of(type) is { } structure && FieldOf(structure, field) is not null ? structure.Name : null;

    /// <summary>The type of a field; null when it has none that is known.</summary>
    internal TypeName? TypeOf(string? owner, string field) =>
        owner is not null && _structures.TryGetValue(owner, out var structure)
            ? FieldOf(structure, field)?.Type
            : null;

    private static Declarator? FieldOf(Item.Structure structure, string field) =>
        structure.Fields.FirstOrDefault(one => one.Name == field);

    private Item.Structure? Of(TypeName? type) => type is null ? null : _structures.GetValueOrDefault(type.Name);

    private Item.Structure? Of(Expression expression, IdScope scope) => expression switch
    {
        Expression.Name name => Of(scope.TypeOf(name.Value, _variables)),
        Expression.Member member => Of(member.Whole, scope) is { } owner
            ? Of(FieldOf(owner, member.Field.Value)?.Type) : null,
        Expression.Index index => Of(index.Array, scope),
        Expression.Unary { Operator: "*" or "&" } unary => Of(unary.Operand, scope),
        Expression.Cast cast => Of(cast.Type),
        Expression.Compound literal => Of(literal.Of.Type),
        Expression.Assign { Operator: "" } assign => Of(assign.Target, scope),
        Expression.Conditional choice => Of(choice.Else, scope) ?? Of(choice.Then ?? choice.If, scope),
        Expression.Call call when _results.TryGetValue(call.Function.Value, out var result) => Of(result),
        Expression.Call { Function.Value: "container_of" or "container_of_const" } call =>
            Of(call.Arguments.OfType<Expression.OfType>().FirstOrDefault()?.Type),
        Expression.Call { Function.Value: "READ_ONCE" or "rcu_dereference", Arguments: [var read] } => Of(read, scope),
        _ => null,
    };
}
