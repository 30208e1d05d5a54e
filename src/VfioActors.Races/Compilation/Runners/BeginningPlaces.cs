using VfioActors.Races.Compilation.Declarations;
using VfioActors.Races.Compilation.Ids;
using VfioActors.Races.Programs;
using VfioActors.Races.Syntax;
using VfioActors.Races.Texts;

namespace VfioActors.Races.Compilation.Runners;

/// <summary>
/// Where the function stands that work, a timer or a tasklet has called, as far as what sets it up says so: the steps
/// with which one is taken up, and is done with, are shown there.
/// </summary>
internal sealed class BeginningPlaces
{
    private readonly SortedDictionary<string, Place> _places = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, Item.Function> _functions = new(StringComparer.Ordinal);

    private readonly ConstantEvaluator _constants;

    /// <param name="items">What stands in the file.</param>
    /// <param name="constants">The numbers of interrupts.</param>
    internal BeginningPlaces(IReadOnlyList<Item> items, ConstantEvaluator constants)
    {
        _constants = constants;
        FieldOwners owners = new(items);
        foreach (var function in items.OfType<Item.Function>()) { _functions[function.Name] = function; }
        foreach (var variable in items.OfType<Item.Variables>().SelectMany(item => item.All))
        {
            Declare(variable.Name, variable);
        }

        foreach (var item in items)
        {
            if (item is Item.Function function)
            {
                Read(new(function.Name, function.Parameters, function.Body, owners));
            }

            if (item is Item.Thread thread) { Read(new(thread.Name, [], thread.Body, owners)); }
        }
    }

    /// <summary>The place of the function that a word of an object calls; null when nothing says which.</summary>
    internal Place? Of(ObjectPlan plan, int offset)
    {
        var name = plan.Kind switch
        {
            ObjectKind.Stack => _places.Keys.FirstOrDefault(key =>
                key.EndsWith($".{plan.Name}", StringComparison.Ordinal)),
            ObjectKind.Global => plan.Name,
            _ => null,
        };
        foreach (var key in Ways(plan.Type, offset, name ?? "").Reverse())
        {
            if (_places.TryGetValue(key, out var place)) { return place; }
        }

        return null;
    }

    /// <summary>The place of the handler of an interrupt, or of its thread; null when nothing says which.</summary>
    internal Place? OfIrq(int number, bool isThread) =>
        _places.TryGetValue(IrqKey(number, isThread), out var place)
        || _places.TryGetValue(IrqKey(null, isThread), out place) ? place : null;

    private static string IrqKey(long? number, bool isThread) => $"irq {number} {(isThread ? "thread" : "handler")}";

    private void Read(IdScope scope)
    {
        foreach (var declared in SyntaxWalk.Statements(scope.Body).OfType<Statement.Declare>())
        {
            foreach (var variable in declared.Variables) { Declare(scope.Variable(variable.Name), variable); }
        }

        foreach (var expression in SyntaxWalk.Expressions(scope.Body))
        {
            switch (expression)
            {
                case Expression.Call { Function.Value: var name, Arguments: [var what, Expression.Name function, ..] }
                    when IsSetUp(name):
                    Note(scope.Place(what), function);
                    break;
                case Expression.Call { Function.Value: "request_irq" or "request_threaded_irq" } call:
                    Request(call);
                    break;
                case Expression.Assign
                {
                    Operator: "", Value: Expression.Name function,
                    Target: Expression.Member { Field.Value: "function" } member,
                }:
                    Note(scope.Place(member.Whole), function);
                    break;
                default: break;
            }
        }
    }

    private void Request(Expression.Call call)
    {
        if (call.Arguments.Count < 3) { return; }
        var number = _constants.Of(call.Arguments[0]);
        if (call.Arguments[1] is Expression.Name handler) { Note(IrqKey(number, isThread: false), handler); }
        if (call.Arguments[2] is Expression.Name thread) { Note(IrqKey(number, isThread: true), thread); }
    }

    private static bool IsSetUp(string name) =>
        name is "INIT_WORK" or "INIT_DELAYED_WORK" or "INIT_DEFERRABLE_WORK" or "timer_setup" or "hrtimer_setup"
            or "tasklet_setup" or "tasklet_init" or "init_irq_work";

    /// <summary>What is declared with its function, such as <c>DECLARE_WORK(w, f);</c>.</summary>
    private void Declare(string key, Declarator variable)
    {
        if (variable.Type.Name is not ("work_struct" or "delayed_work" or "timer_list")) { return; }
        var value = variable.Initial is Expression.Initial { Parts: [{ Value: var inner }, ..] }
            ? inner : variable.Initial;
        if (value is Expression.Name function) { Note(key, function); }
    }

    private void Note(string key, Expression.Name function)
    {
        if (key.Length > 0 && _functions.TryGetValue(function.Value, out var found)) { _places.TryAdd(key, found.At); }
    }

    /// <summary>
    /// What a word is called, from the whole object on inwards: each field by its name alone, then as one of its
    /// structure.
    /// </summary>
    private static IEnumerable<string> Ways(RaceType type, int offset, string name)
    {
        if (name.Length > 0) { yield return name; }
        while (true)
        {
            switch (type)
            {
                case RaceType.Array row:
                    (type, offset, name) = (row.Of, offset % row.Of.Words, name + IdScope.Element);
                    yield return name;
                    break;
                case RaceType.Structure { Layout: var layout } when FieldAt(layout, offset) is var (field, at, inner):
                    yield return IdScope.Field(owner: null, field);
                    yield return name = IdScope.Field(layout.Name, field);
                    (type, offset) = (inner, offset - at);
                    break;
                default: yield break;
            }
        }
    }

    private static (string Field, int Offset, RaceType Type)? FieldAt(StructureLayout layout, int offset)
    {
        foreach (var name in layout.Names)
        {
            if (layout.TryFind(name, out var found) && offset >= found.Offset
                && offset < found.Offset + found.Type.Words)
            {
                return (name, found.Offset, found.Type);
            }
        }

        return null;
    }
}
