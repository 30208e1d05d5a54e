using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace VfioActors.Behaviors.Values;

/// <summary>Where in the words of a value its ids are, and what of each type they are.</summary>
/// <typeparam name="T">A type without padding.</typeparam>
internal static class IdPlaces<T>
    where T : unmanaged
{
    /// <summary>How a value renames itself that knows how; null when its fields show its ids.</summary>
    private static readonly OwnWay? Own = FindOwn();

    private delegate T OwnWay(in T value, Renaming renaming);

    /// <summary>The word of each id, from 0, with its type; none where a value renames itself.</summary>
    internal static (int Word, Type Type)[] All { get; } = Own is null ? Find() : [];

    /// <summary>Whether no renaming ever changes a value of this type.</summary>
    internal static bool AreNone { get; } = Own is null && All.Length == 0;

    /// <summary>The value with other numbers.</summary>
    internal static T Renamed(in T value, Renaming renaming)
    {
        if (Own is { } own) { return own(in value, renaming); }
        var renamed = value;
        ref var words = ref Unsafe.As<T, int>(ref renamed);
        foreach (var (word, type) in All)
        {
            ref var id = ref Unsafe.Add(ref words, word);
            id = renaming.Of(type, id);
        }

        return renamed;
    }

    /// <summary>Whether a renaming may change a value of this type.</summary>
    internal static bool AreTouched(Renaming renaming)
    {
        if (Own is not null) { return true; }
        foreach (var (_, type) in All)
        {
            if (renaming.Touches(type)) { return true; }
        }

        return false;
    }

    /// <summary>A value asked by its interface would be boxed each time.</summary>
    private static OwnWay? FindOwn() => default(T) is IRenamed<T>
        ? (OwnWay)typeof(IdPlaces<T>).GetMethod(nameof(OwnWayOf), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(typeof(T)).Invoke(null, null)!
        : null;

    private static IdPlaces<TSelf>.OwnWay OwnWayOf<TSelf>()
        where TSelf : unmanaged, IRenamed<TSelf> =>
        static (in TSelf value, Renaming renaming) => value.Renamed(renaming);

    private static (int, Type)[] Find() =>
        IsId(typeof(T)) ? [(0, typeof(T))] : [.. PathsOf(typeof(T)).SelectMany(Places)];

    /// <summary>The ways from the type down to a field that is an id.</summary>
    private static IEnumerable<FieldInfo[]> PathsOf(Type type)
    {
        foreach (var field in FieldsOf(type))
        {
            if (IsId(field.FieldType)) { yield return [field]; }
            else if (field.FieldType is { IsPrimitive: false, IsEnum: false })
            {
                if (Hides(field.FieldType))
                {
                    throw new NotSupportedException($"the ids inside {typeof(T).Name} cannot be renamed: "
                        + $"{field.FieldType.Name} does not show where they are");
                }

                foreach (var path in PathsOf(field.FieldType)) { yield return [field, .. path]; }
            }
        }
    }

    /// <summary>
    /// The words of the ids at the end of a way, found by writing there: how a runtime lays out what it may lay out as
    /// it likes is its own affair.
    /// </summary>
    private static IEnumerable<(int Word, Type Type)> Places(FieldInfo[] path)
    {
        var id = path[^1].FieldType;
        var written = (T)With(default(T), path, 0, Filled(id));
        var words = MemoryMarshal.Cast<T, int>(new ReadOnlySpan<T>(in written)).ToArray();
        return from word in Enumerable.Range(0, words.Length) where words[word] != 0 select (word, id);
    }

    private static object With(object value, FieldInfo[] path, int at, object id)
    {
        var inner = at == path.Length - 1 ? id : With(path[at].GetValue(value)!, path, at + 1, id);
        path[at].SetValue(value, inner);
        return value;
    }

    private static object Filled(Type id)
    {
        var filled = Activator.CreateInstance(id)!;
        FieldsOf(id).Single().SetValue(filled, -1);
        return filled;
    }

    private static bool IsId(Type type) =>
        type is { IsValueType: true, IsPrimitive: false, IsEnum: false }
        && FieldsOf(type) is [{ FieldType: var only }] && only == typeof(int)
        && type.GetCustomAttribute<InlineArrayAttribute>() is null;

    private static bool Hides(Type type) =>
        type.GetCustomAttribute<InlineArrayAttribute>() is not null
        || type.GetInterfaces()
            .Any(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IRenamed<>));

    private static FieldInfo[] FieldsOf(Type type) =>
        type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic);
}
