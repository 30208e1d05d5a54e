using System.Reflection;
using System.Runtime.CompilerServices;

namespace VfioActors.Exploration.Symmetries;

/// <summary>The number that an id is.</summary>
internal static class IdNumber
{
    /// <exception cref="ArgumentException">The type is not one 32-bit number and nothing else.</exception>
    internal static int Of<TId>(TId id)
        where TId : unmanaged =>
        typeof(TId).GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            is [{ FieldType: var only }] && only == typeof(int) && !typeof(TId).IsPrimitive
            ? Unsafe.As<TId, int>(ref id)
            : throw new ArgumentException($"{typeof(TId).Name} is no id: an id is one 32-bit number and nothing else");
}
