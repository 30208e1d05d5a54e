using VfioActors.Races.Parsing;
using VfioActors.Races.Programs;
using VfioActors.Races.Syntax;
using VfioActors.Races.Texts;

namespace VfioActors.Races.Compilation.Declarations;

/// <summary>What a file declares: structures, variables, functions and names for numbers.</summary>
/// <param name="problems">Told what is wrong.</param>
internal sealed class Symbols(DiagnosticBag problems)
{
    private readonly SortedDictionary<string, StructureLayout> _structures = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _variables = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, Item.Function> _functions = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, (long Value, int Bits)> _constants = new(
        BuiltinNames.Constants.ToDictionary(one => one.Key, one => (one.Value, Integers.WidthOf(one.Value))),
        StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _enumerations = new(StringComparer.Ordinal);
    private readonly HashSet<string> _numbers = new(StringComparer.Ordinal);
    private readonly List<string> _pointedTo = [];

    /// <summary>Told what is wrong.</summary>
    internal DiagnosticBag Problems => problems;

    /// <summary>The shared objects so far.</summary>
    internal List<ObjectPlan> Objects { get; } = [];

    /// <summary>The functions.</summary>
    internal IReadOnlyDictionary<string, Item.Function> Functions => _functions;

    /// <summary>Names of the functions that are called by pointer.</summary>
    internal IReadOnlyList<string> PointedTo => _pointedTo;

    /// <summary>All names that an expression can begin with.</summary>
    internal IEnumerable<string> ValueNames => _variables.Keys.Concat(_constants.Keys).Concat(_functions.Keys);

    /// <summary>The structures.</summary>
    internal IEnumerable<string> StructureNames => _structures.Keys;

    /// <summary>The number of a shared variable's object; -1 when there is none.</summary>
    internal int FindVariable(string name) => _variables.GetValueOrDefault(name, -1);

    /// <summary>The number that a name stands for, and the width of its type, negative with a sign.</summary>
    internal bool TryConstant(string name, out (long Value, int Bits) number) =>
        _constants.TryGetValue(name, out number);

    /// <summary>The width of a type by its name, negative with a sign; 0 for what is no number.</summary>
    /// <remarks>Of an enumeration that the file does not have nobody can name a value: none is negative.</remarks>
    internal int BitsOf(TypeName type) => Words.Types.TryGetValue(type.Name, out var bits)
        ? bits
        : _enumerations.GetValueOrDefault(type.Name, Enumerations.Usual);

    /// <summary>Adds an enumeration.</summary>
    /// <param name="tag">Its name.</param>
    /// <param name="bits">The width of what has its type, negative with a sign.</param>
    internal void AddEnumeration(Item.Enumeration item, string tag, int bits)
    {
        if (!_enumerations.TryAdd(TypeName.OfEnumeration(tag), bits))
        {
            problems.Add(item.At, $"there is an enum '{tag}' already");
        }
    }

    /// <summary>Gives a number a name, which may be one that is known without being declared.</summary>
    /// <param name="bits">The width of its type, negative with a sign.</param>
    internal void Define(Expression.Name name, long value, int bits)
    {
        if (!_numbers.Add(name.Value))
        {
            problems.Add(name.At, $"there is a '{name.Value}' already");
        }

        _constants[name.Value] = (value, bits);
    }

    /// <summary>A number with a name turns out to have a type of another width, negative with a sign.</summary>
    internal void Widen(Expression.Name name, int bits) =>
        _constants[name.Value] = _constants[name.Value] with { Bits = bits };

    /// <summary>The number of a function that is called by pointer.</summary>
    internal int PointTo(string function)
    {
        var known = _pointedTo.IndexOf(function);
        if (known >= 0) { return known; }
        _pointedTo.Add(function);
        return _pointedTo.Count - 1;
    }

    /// <summary>Whether a function of the file has that name, and none that the language brings.</summary>
    internal bool IsOwn(string function, IReadOnlySet<string> brought) =>
        _functions.ContainsKey(function) && !brought.Contains(function);

    /// <summary>The names of the functions that work or a timer may have to run.</summary>
    internal SortedSet<string> SetUp { get; } = new(StringComparer.Ordinal);

    /// <summary>The number of a function that work or a timer is to run.</summary>
    internal int SetUpTo(string function)
    {
        SetUp.Add(function);
        return PointTo(function);
    }

    /// <summary>Adds a function.</summary>
    internal void Add(Item.Function function)
    {
        if (!_functions.TryAdd(function.Name, function))
        {
            problems.Add(function.At, $"there is a function '{function.Name}' already");
        }
    }

    /// <summary>Adds a shared variable.</summary>
    internal void AddVariable(Declarator declared, ObjectPlan plan)
    {
        if (!_variables.TryAdd(declared.Name, Objects.Count))
        {
            problems.Add(declared.At, $"there is a variable '{declared.Name}' already");
            return;
        }

        Objects.Add(plan);
    }

    /// <summary>The layout of a structure, complete or not; null when there is none.</summary>
    internal StructureLayout? FindStructure(string name) => _structures.GetValueOrDefault(name);

    /// <summary>Adds a structure.</summary>
    internal void AddStructure(Item.Structure item, Func<Declarator, RaceType> typeOf)
    {
        var layout = LayoutOf(item.Name);
        if (layout.IsComplete)
        {
            problems.Add(item.At, $"there is a struct '{item.Name}' already");
            return;
        }

        layout.IsUnion = item.IsUnion;
        foreach (var field in item.Fields)
        {
            if (!layout.TryAdd(field.Name, typeOf(field)))
            {
                problems.Add(field.At, $"struct {item.Name} has a field '{field.Name}' already");
            }
        }

        layout.IsComplete = true;
        if (item.IsUnion && problems.IsEmpty && UnionRules.Refuse(layout) is { } why)
        {
            var at = item.Fields.Count > 0 ? item.Fields[^1].At : item.At;
            problems.Add(at, $"this union is not read: {why}", "a field for each of its members");
        }
    }

    /// <summary>The layout of a structure that may follow later.</summary>
    internal StructureLayout LayoutOf(string name)
    {
        if (!_structures.TryGetValue(name, out var layout)) { _structures[name] = layout = new(name); }
        return layout;
    }
}
