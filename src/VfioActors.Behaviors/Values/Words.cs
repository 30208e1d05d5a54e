using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace VfioActors.Behaviors.Values;

/// <summary>
/// Values seen as words, to hash and compare them without knowing their fields. Only types without padding qualify:
/// padding has no defined content.
/// </summary>
/// <typeparam name="T">The type; checked once, when it is first used.</typeparam>
internal static class Words<T>
    where T : unmanaged
{
    private static readonly int Halves = HalvesOf();

    /// <summary>The size of a value in bytes, a multiple of 4.</summary>
    public static int Bytes => Halves * sizeof(uint);

    /// <summary>The fingerprint of a value, different for different salts.</summary>
    public static ulong Hash(in T value, ulong salt)
    {
        if (Unsafe.SizeOf<T>() == sizeof(uint))
        {
            return Fingerprint.Mix(salt, Unsafe.As<T, uint>(ref Unsafe.AsRef(in value)));
        }

        ref var half = ref Unsafe.As<T, uint>(ref Unsafe.AsRef(in value));
        var hash = salt;
        var at = 0;
        for (; at + 1 < Halves; at += 2)
        {
            hash = Fingerprint.Mix(hash,
                Unsafe.ReadUnaligned<ulong>(ref Unsafe.As<uint, byte>(ref Unsafe.Add(ref half, at))));
        }

        return at < Halves ? Fingerprint.Mix(hash, Unsafe.Add(ref half, at)) : hash;
    }

    /// <summary>A value as one word: itself where it fits, else its fingerprint.</summary>
    public static ulong Word(in T value)
    {
        if (Unsafe.SizeOf<T>() == sizeof(uint)) { return Unsafe.As<T, uint>(ref Unsafe.AsRef(in value)); }
        return Unsafe.SizeOf<T>() == sizeof(ulong)
            ? Unsafe.ReadUnaligned<ulong>(ref Unsafe.As<T, byte>(ref Unsafe.AsRef(in value)))
            : Hash(in value, salt: 0);
    }

    /// <summary>The fingerprint that a value would have with other numbers.</summary>
    public static ulong Hash(in T value, ulong salt, Renaming renaming) => IdPlaces<T>.AreTouched(renaming)
        ? Hash(IdPlaces<T>.Renamed(in value, renaming), salt)
        : Hash(in value, salt);

    /// <summary>Whether two values are the same, word for word.</summary>
    public static bool Same(in T left, in T right)
    {
        ref var one = ref Unsafe.AsRef(in left);
        ref var other = ref Unsafe.AsRef(in right);
        if (Unsafe.SizeOf<T>() == sizeof(uint)) { return Unsafe.As<T, uint>(ref one) == Unsafe.As<T, uint>(ref other); }
        if (Unsafe.SizeOf<T>() == sizeof(ulong))
        {
            return Unsafe.As<T, ulong>(ref one) == Unsafe.As<T, ulong>(ref other);
        }

        var bytes = MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in left));
        return bytes.SequenceEqual(MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in right)));
    }

    private static int HalvesOf()
    {
        var size = Unsafe.SizeOf<T>();
        if (size % sizeof(uint) != 0) { throw Unfit($"has {Counted.Of(size, "byte")}, which is no multiple of 4"); }
        if (size != SizeOfFields(typeof(T))) { throw Unfit("has padding between its fields"); }
        return size / sizeof(uint);
    }

    private static int SizeOfFields(Type type)
    {
        if (type.IsPointer || type.IsFunctionPointer || type == typeof(nint) || type == typeof(nuint))
        {
            throw Unfit("holds an address, and what is there is no part of it");
        }

        if (type.IsEnum) { return SizeOfFields(Enum.GetUnderlyingType(type)); }
        if (type.IsPrimitive) { return type == typeof(bool) ? 1 : type == typeof(char) ? 2 : Marshal.SizeOf(type); }
        var sum = type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .Sum(field => SizeOfFields(field.FieldType));
        return sum * (type.GetCustomAttribute<InlineArrayAttribute>()?.Length ?? 1) is var bytes and > 0 ? bytes
            : EmptyStruct;
    }

    /// <summary>The runtime gives a struct without fields one byte.</summary>
    private const int EmptyStruct = 1;

    private static InvalidOperationException Unfit(string reason) =>
        new($"{typeof(T).Name} {reason}: it cannot be hashed as words");
}
