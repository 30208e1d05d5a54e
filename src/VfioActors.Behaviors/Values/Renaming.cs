namespace VfioActors.Behaviors.Values;

/// <summary>
/// Other numbers for some of the things that are told apart by number: what a state, or a message, would be if these
/// things had changed places. Ids of different types are renamed apart.
/// </summary>
/// <remarks>
/// An id is a type without padding that is one 32-bit number, such as <see cref="OperationId"/>. Wherever a value has
/// a field of such a type, however deep, it is renamed; plain numbers are not.
/// </remarks>
public sealed class Renaming
{
    private readonly Type[] _types;
    private readonly int[][] _numbers;

    /// <param name="id">Tells renamings apart: two with one id rename alike.</param>
    /// <param name="numbers">
    /// For each type of id the new numbers by the old ones; what is beyond the list keeps its number.
    /// </param>
    public Renaming(ulong id, IReadOnlyDictionary<Type, int[]> numbers)
    {
        Id = id;
        _types = [.. numbers.Keys];
        _numbers = [.. numbers.Values];
    }

    /// <summary>Tells renamings apart: two with one id rename alike.</summary>
    public ulong Id { get; }

    /// <summary>The new number of an id.</summary>
    /// <param name="type">The type of the id.</param>
    /// <param name="number">Its number.</param>
    public int Of(Type type, int number)
    {
        for (var at = 0; at < _types.Length; at++)
        {
            if (!ReferenceEquals(_types[at], type)) { continue; }
            var numbers = _numbers[at];
            return (uint)number < (uint)numbers.Length ? numbers[number] : number;
        }

        return number;
    }

    /// <summary>Whether ids of a type are renamed at all.</summary>
    internal bool Touches(Type type)
    {
        foreach (var touched in _types)
        {
            if (ReferenceEquals(touched, type)) { return true; }
        }

        return false;
    }
}
