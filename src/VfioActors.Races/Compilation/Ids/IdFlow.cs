using VfioActors.Races.Syntax;

namespace VfioActors.Races.Compilation.Ids;

/// <summary>
/// Where the numbers of idas go: a variable holds ids when all that is ever stored in it, constants aside, comes from
/// one ida. Fields are told apart by their structures, and by their names alone where it is not said which that is.
/// </summary>
internal sealed class IdFlow
{
    /// <summary>Something else than an id.</summary>
    private const string Other = "";

    /// <summary>What a variable is called that has no name.</summary>
    private const string Literal = "{}";

    private static readonly HashSet<string> Readers =
    [
        "READ_ONCE", "smp_load_acquire", "xchg", "xchg_relaxed", "xchg_acquire", "xchg_release", "cmpxchg",
        "cmpxchg_relaxed", "cmpxchg_acquire", "cmpxchg_release", "cmpxchg64", "WRITE_ONCE", "smp_store_release",
        "smp_store_mb",
    ];

    private readonly SortedDictionary<string, IdScope> _scopes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _origins = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _lows = new(StringComparer.Ordinal);
    private readonly HashSet<Expression> _read = new(ReferenceEqualityComparer.Instance);
    private readonly Func<Expression, long?> _constant;
    private readonly FieldOwners _owners;
    private IReadOnlyList<Expression> _defined = [];
    private bool _changed;

    private IdFlow(Func<Expression, long?> constant, FieldOwners owners) => (_constant, _owners) = (constant, owners);

    /// <summary>The places of a file at which ids are used: as an index, or as the number of a bit.</summary>
    /// <param name="items">What stands in the file.</param>
    /// <param name="brought">
    /// What the language brings: of its functions the results are known, and none of them stores an id.
    /// </param>
    /// <param name="defined">What names are defined for: what may be written to by another name is no id.</param>
    /// <param name="constant">The value of an expression that is known beforehand.</param>
    internal static Dictionary<Expression, IdUse> Uses(
        IReadOnlyList<Item> items, IEnumerable<Item> brought, IEnumerable<Expression> defined,
        Func<Expression, long?> constant)
    {
        IdFlow flow = new(constant, new(brought.Concat(items)))
        {
            _defined = [.. defined.SelectMany(SyntaxWalk.Expressions)],
        };
        flow.Open(items);
        Dictionary<Expression, IdUse> uses = new(ReferenceEqualityComparer.Instance);
        if (!flow.HasIdas) { return uses; }
        do { flow.Follow(items); } while (flow._changed);
        foreach (var scope in flow._scopes.Values)
        {
            foreach (var used in SyntaxWalk.Expressions(scope.Body).SelectMany(Used))
            {
                var ida = flow.Origin(scope, used);
                if (ida is not (null or Other)) { uses[used] = new(ida, flow._lows.GetValueOrDefault(ida)); }
            }
        }

        return uses;
    }

    private bool HasIdas => _scopes.Values.Any(scope =>
        SyntaxWalk.Expressions(scope.Body).Any(one => one is Expression.Call call && IdaOf(call) is not null));

    private static IEnumerable<Expression> Used(Expression expression) => expression switch
    {
        Expression.Index index => [index.At0],
        Expression.Binary { Operator: "<<" or ">>" } shift => [shift.Right],
        Expression.Call
        {
            Function.Value: "xa_load" or "xa_store" or "xa_insert" or "xa_erase" or "xa_store_irq" or "xa_insert_irq"
                or "xa_erase_irq" or "xa_store_bh" or "xa_insert_bh" or "xa_erase_bh" or "__xa_store" or "__xa_insert"
                or "__xa_erase",
            Arguments: [_, var index, ..],
        } => [index],
        Expression.Call
        {
            Function.Value: "BIT" or "set_bit" or "clear_bit" or "test_bit" or "test_and_set_bit"
                or "test_and_set_bit_lock" or "clear_bit_unlock" or "test_bit_acquire" or "__set_bit" or "__clear_bit"
                or "test_and_clear_bit",
            Arguments: [var bit, ..],
        } => [bit],
        _ => [],
    };

    /// <summary>The ida that a call takes a number of; null for another call.</summary>
    private static string? IdaOf(Expression.Call call) =>
        call.Function.Value.StartsWith("ida_alloc", StringComparison.Ordinal)
        && call.Arguments is [Expression.Unary { Operator: "&", Operand: Expression.Name ida }, ..]
            ? ida.Value
            : null;

    private void Open(IReadOnlyList<Item> items)
    {
        foreach (var item in items)
        {
            var scope = item switch
            {
                Item.Function function => new IdScope(function.Name, function.Parameters, function.Body, _owners),
                Item.Thread thread => new IdScope($"{thread.Name}:{thread.At.Start}", [], thread.Body, _owners),
                _ => null,
            };
            if (scope is not null) { _scopes[scope.Name] = scope; }
        }
    }

    private void Follow(IReadOnlyList<Item> items)
    {
        _changed = false;
        foreach (var field in SyntaxWalk.Shared(items)) { Share(field); }
        IdScope outside = new("", [], new(default, []), _owners);
        foreach (var variable in items.OfType<Item.Variables>().SelectMany(item => item.All))
        {
            Store(outside, variable.Name, variable.Initial);
            foreach (var name in SyntaxWalk.Expressions(variable.Initial).OfType<Expression.Name>())
            {
                Pointed(name.Value);
            }
        }

        foreach (var scope in _scopes.Values.Prepend(outside))
        {
            foreach (var other in _defined)
            {
                Join(scope.Place(other), Other);
                if (other is Expression.Name name) { Pointed(name.Value); }
            }

            foreach (var statement in SyntaxWalk.Statements(scope.Body)) { Follow(scope, statement); }
            foreach (var expression in SyntaxWalk.Expressions(scope.Body)) { Follow(scope, expression); }
        }
    }

    private void Follow(IdScope scope, Statement statement)
    {
        if (statement is Statement.Return leave) { Store(scope, IdScope.ResultOf(scope.Name), leave.Value); }
        if (statement is not Statement.Declare declare) { return; }
        foreach (var variable in declare.Variables)
        {
            var place = scope.Variable(variable.Name);
            if (variable.Initial is Expression.Initial parts) { Store(scope, place, variable.Type, parts); }
            else { Store(scope, place, variable.Initial); }
        }
    }

    /// <summary>What parts in braces put where; of a structure those that may be ids are named.</summary>
    private void Store(IdScope scope, string whole, TypeName? type, Expression.Initial parts)
    {
        foreach (var part in parts.Parts)
        {
            var (place, of) = (part.Way.Count > 0 ? whole : whole + IdScope.Element, type);
            foreach (var step in part.Way)
            {
                if (step.Field is { Value: var field })
                {
                    var owner = _owners.Owner(of, field);
                    (place, of) = (IdScope.Field(owner, field), _owners.TypeOf(owner, field));
                }
                else { place += IdScope.Element; }
            }

            if (part.Value is Expression.Initial inner) { Store(scope, place, of, inner); }
            else { Store(scope, place, part.Value); }
        }
    }

    private void Follow(IdScope scope, Expression expression)
    {
        switch (expression)
        {
            case Expression.Assign { Operator: "" } assign:
                Store(scope, scope.Place(assign.Target), assign.Value);
                break;
            case Expression.Assign assign: Join(scope.Place(assign.Target), Other); break;
            case Expression.Count count: Join(scope.Place(count.Target), Other); break;
            case Expression.Unary { Operator: "&" } address when !_read.Contains(address):
                Join(scope.Place(address.Operand), Other);
                break;
            case Expression.Call call: Follow(scope, call); break;
            case Expression.Compound literal: Store(scope, Literal, literal.Of.Type, literal.Parts); break;
            case Expression.Name name: Pointed(name.Value); break;
            default: break;
        }
    }

    private void Follow(IdScope scope, Expression.Call call)
    {
        if (scope.Variable(call.Function.Value) != call.Function.Value) { return; }
        if (_scopes.TryGetValue(call.Function.Value, out var function))
        {
            for (var at = 0; at < call.Arguments.Count; at++)
            {
                Store(scope, function.Parameter(at), call.Arguments[at]);
            }
        }
        else if (Readers.Contains(call.Function.Value) && call.Arguments.Count > 0)
        {
            _read.Add(call.Arguments[0]);
            if (call.Arguments.Count > 1) { Store(scope, scope.Place(call.Arguments[0]), call.Arguments[^1]); }
        }
        else if (IsTried(call.Function.Value) && call.Arguments is [var word, var expected, var value])
        {
            _read.Add(word);
            Store(scope, scope.Place(word), value);
            if (expected is not Expression.Unary { Operator: "&" }) { return; }
            _read.Add(expected);
            Join(scope.Place(expected), scope.Place(word) is { Length: > 0 } place ? Known(place) : Other);
        }

        if (IdaOf(call) is { } ida) { Bound(ida, call); }
    }

    /// <summary>Whether what stands in a word is written to what was expected there.</summary>
    private static bool IsTried(string name) => name.StartsWith("try_cmpxchg", StringComparison.Ordinal);

    /// <summary>A function that is called by pointer is given whatever it is.</summary>
    private void Pointed(string name)
    {
        if (!_scopes.TryGetValue(name, out var function)) { return; }
        for (var at = 0; function.Parameter(at) is { Length: > 0 } place; at++) { Join(place, Other); }
    }

    /// <summary>What a member of a union has, or an element of one, is whatever is written to another.</summary>
    private void Share(string field)
    {
        Join(IdScope.Field(owner: null, field), Other);
        Join(IdScope.Field(owner: null, field) + IdScope.Element, Other);
    }

    private void Bound(string ida, Expression.Call call)
    {
        var isSaid = call.Function.Value is "ida_alloc_min" or "ida_alloc_range" && call.Arguments.Count > 1;
        var low = isSaid ? _constant(call.Arguments[1]) ?? 0 : 0;
        _lows[ida] = Math.Min(low, _lows.GetValueOrDefault(ida, long.MaxValue));
    }

    private void Store(IdScope scope, string place, Expression? value)
    {
        if (value is not (null or Expression.Initial)) { Join(place, Origin(scope, value)); }
    }

    private void Join(string place, string? origin)
    {
        if (place.Length == 0 || origin is null) { return; }
        var known = _origins.GetValueOrDefault(place);
        var joined = Joined(known, origin);
        if (joined is null || joined == known) { return; }
        _origins[place] = joined;
        _changed = true;
    }

    /// <summary>The ida that a value comes from; null for a constant, and while nothing is known.</summary>
    private string? Origin(IdScope scope, Expression value)
    {
        if (_constant(value) is not null) { return null; }
        switch (value)
        {
            case Expression.Cast cast: return Origin(scope, cast.Value);
            case Expression.Assign { Operator: "" } assign: return Origin(scope, assign.Value);
            case Expression.Conditional choice:
                var (then, otherwise) = (Origin(scope, choice.Then ?? choice.If), Origin(scope, choice.Else));
                return Joined(then, otherwise);
            case Expression.Call call: return Origin(scope, call);
            case Expression.Name or Expression.Member or Expression.Index:
                return scope.Place(value) is { Length: > 0 } place ? Known(place) : Other;
            default: return Other;
        }
    }

    private string? Origin(IdScope scope, Expression.Call call)
    {
        var name = call.Function.Value;
        if (scope.Variable(name) != name) { return Other; }
        if (IdaOf(call) is { } ida) { return ida; }
        if (_scopes.ContainsKey(name)) { return _origins.GetValueOrDefault(IdScope.ResultOf(name)); }
        if (!Readers.Contains(name) || call.Arguments.Count == 0) { return Other; }
        return scope.Place(call.Arguments[0]) is { Length: > 0 } place ? Known(place) : Other;
    }

    /// <summary>
    /// The ida that all comes from that is stored in a place. What is stored in a field of a structure that is not
    /// known may be in each that has such a field.
    /// </summary>
    private string? Known(string place)
    {
        var known = _origins.GetValueOrDefault(place);
        if (IdScope.FieldIn(place) is not var (owner, field)) { return known; }
        var part = place[owner.Length..];
        return owner.Length > 0
            ? Joined(known, _origins.GetValueOrDefault(part))
            : _owners.Having(field).Aggregate(known, (all, one) => Joined(all, _origins.GetValueOrDefault(one + part)));
    }

    /// <summary>What comes from either; nothing is known of null.</summary>
    private static string? Joined(string? one, string? other) =>
        one is null || one == other ? other : other is null ? one : Other;
}
