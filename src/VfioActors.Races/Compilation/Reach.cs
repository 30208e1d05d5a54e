using VfioActors.Races.Compilation.Declarations;
using VfioActors.Races.Syntax;

namespace VfioActors.Races.Compilation;

/// <summary>
/// What a file calls, and what of that comes by the way: what the language brings counts only where it is called.
/// </summary>
internal static class Reach
{
    /// <summary>
    /// The names of what stands in a file to be called, in what its names are defined for, too; of what does the work
    /// of another primitive the name of that one as well.
    /// </summary>
    internal static SortedSet<string> Own(FileSyntax syntax)
    {
        SortedSet<string> names = new(
            syntax.Items.SelectMany(Written).Concat(syntax.Defines.Values.SelectMany(SyntaxWalk.Expressions))
                .OfType<Expression.Call>().Select(call => call.Function.Value),
            StringComparer.Ordinal);
        names.UnionWith([.. names.Select(PrimitiveAliases.Of)]);
        return names;
    }

    /// <summary>The same with what the functions call, and name, that the language brings and the file uses.</summary>
    /// <param name="brought">What the language brings.</param>
    internal static SortedSet<string> All(FileSyntax syntax, IReadOnlyList<Item> brought)
    {
        var reached = Own(syntax);
        var replaced = syntax.Items.OfType<Item.Function>().Select(one => one.Name).ToHashSet();
        var functions = brought.OfType<Item.Function>().Where(one => !replaced.Contains(one.Name))
            .ToDictionary(one => one.Name);
        Queue<string> left = new(reached);
        while (left.TryDequeue(out var name))
        {
            if (!functions.TryGetValue(name, out var function)) { continue; }
            foreach (var other in Written(function).Select(NameIn).OfType<string>().Where(reached.Add))
            {
                left.Enqueue(other);
            }
        }

        return reached;
    }

    /// <summary>
    /// Whether several threads may call one of some names: a function may be called by several, and so may what a name
    /// stands for.
    /// </summary>
    internal static bool CallSeverally(FileSyntax syntax, IReadOnlySet<string> names)
    {
        bool IsOne(Expression one) => one is Expression.Call call && names.Contains(call.Function.Value);
        var callers = syntax.Items.Where(item => Written(item).Any(IsOne)).ToList();
        return callers.Count > 1 || callers.OfType<Item.Function>().Any()
            || syntax.Defines.Values.SelectMany(SyntaxWalk.Expressions).Any(IsOne);
    }

    /// <summary>The names of what is a variable or a number of the whole file, and so is no function.</summary>
    internal static SortedSet<string> Named(FileSyntax syntax)
    {
        SortedSet<string> names = new(syntax.Defines.Keys, StringComparer.Ordinal);
        var variables = syntax.Items.OfType<Item.Variables>().SelectMany(item => item.All);
        names.UnionWith(variables.Select(one => one.Name));
        var numbers = syntax.Items.OfType<Item.Enumeration>().SelectMany(item => item.Names);
        names.UnionWith(numbers.Select(one => one.Name.Value));
        return names;
    }

    /// <summary>Whether a file says something that only the lock of an xarray tells.</summary>
    internal static bool HasXarrayLocks(FileSyntax syntax) =>
        Own(syntax).Any(IsOfXarrayLock)
        || syntax.Items.SelectMany(Written).Concat(syntax.Defines.Values.SelectMany(SyntaxWalk.Expressions))
            .Any(one => one is Expression.Member { Field.Value: TypeTable.XArrayLock });

    private static bool IsOfXarrayLock(string name) =>
        name.StartsWith("__xa_", StringComparison.Ordinal)
        || (name.StartsWith("xa_", StringComparison.Ordinal)
            && (name.Contains("lock", StringComparison.Ordinal)
                || name.EndsWith("_irq", StringComparison.Ordinal) || name.EndsWith("_bh", StringComparison.Ordinal)));

    /// <summary>All expressions of a function or of a thread.</summary>
    internal static IEnumerable<Expression> Written(Item item) => item switch
    {
        Item.Function function => SyntaxWalk.Expressions(function.Body),
        Item.Thread thread => SyntaxWalk.Expressions(thread.Body),
        _ => [],
    };

    private static string? NameIn(Expression expression) => expression switch
    {
        Expression.Call call => call.Function.Value,
        Expression.Name name => name.Value,
        _ => null,
    };
}
