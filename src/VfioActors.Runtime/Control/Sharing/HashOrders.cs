using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using Akka.Actor;

namespace VfioActors.Runtime.Control.Sharing;

/// <summary>
/// Finds code that goes through a set or a table in the order of its hashes. .NET draws a number for each program that
/// goes into the hash of every text, and into most others: in another program the order is another.
/// </summary>
internal static class HashOrders
{
    private static readonly Type[] ByHash =
        [typeof(ImmutableHashSet<>), typeof(ImmutableDictionary<,>), typeof(ConcurrentDictionary<,>)];

    private static readonly HashSet<string> Through = ["GetEnumerator", "get_Keys", "get_Values", "ToArray"];

    /// <summary>What is made of a sequence is the same in every order of it.</summary>
    private static readonly HashSet<string> Orderless =
    [
        nameof(Enumerable.Any), nameof(Enumerable.All), nameof(Enumerable.Average), nameof(Enumerable.Contains),
        nameof(Enumerable.Count), nameof(Enumerable.LongCount), nameof(Enumerable.Max), nameof(Enumerable.Min),
        nameof(Enumerable.Order), nameof(Enumerable.OrderBy), nameof(Enumerable.OrderByDescending),
        nameof(Enumerable.OrderDescending), nameof(Enumerable.Sum), nameof(Enumerable.ToDictionary),
        nameof(Enumerable.ToHashSet), nameof(ImmutableHashSet.ToImmutableHashSet),
        nameof(ImmutableDictionary.ToImmutableDictionary), nameof(ImmutableHashSet.CreateRange),
        nameof(ImmutableSortedSet.ToImmutableSortedSet), nameof(ImmutableSortedDictionary.ToImmutableSortedDictionary),
    ];

    /// <summary>Whether a type keeps what is in it in the order of its hashes.</summary>
    internal static bool Has(Type type) => type.IsGenericType && ByHash.Contains(type.GetGenericTypeDefinition());

    /// <summary>Of what some code goes through the order, each as a call of its enumerator.</summary>
    /// <param name="members">What the code names.</param>
    internal static IEnumerable<MethodBase> In(MethodBase method, IReadOnlyList<MemberInfo> members)
    {
        List<Type> all = [.. TypesIn(method, members).Where(IsDrawn).Distinct()];
        return all.Where(one => members.OfType<MethodBase>().Any(called => GoesThrough(called, one)))
            .Select(one => one.GetMethod(nameof(IEnumerable<>.GetEnumerator), [])!);
    }

    /// <summary>The order that a call goes through, in words; null for another call.</summary>
    internal static string? TextOf(MethodBase called) =>
        called.Name == nameof(IEnumerable<>.GetEnumerator) && called.DeclaringType is { } owner && IsDrawn(owner)
            ? $"the order of {TypeText.Of(owner)}"
            : null;

    /// <summary>Of what actors are known by it is seen at the end of a run whether there are several.</summary>
    private static bool IsDrawn(Type type) => Has(type) && !type.ContainsGenericParameters
        && type.GenericTypeArguments[0] is { IsPrimitive: false, IsEnum: false } key
        && key != typeof(Guid) && key != typeof(TimeSpan) && key != typeof(DateTime) && key != typeof(decimal)
        && !typeof(IActorRef).IsAssignableFrom(key) && !typeof(Akka.Actor.ActorPath).IsAssignableFrom(key);

    private static bool GoesThrough(MethodBase called, Type one)
    {
        if (called.DeclaringType is not { } owner) { return false; }
        if (owner == one) { return Through.Contains(called.Name); }
        if (Has(owner) || Orderless.Contains(called.Name)) { return false; }
        var element = typeof(IEnumerable<>).MakeGenericType(ElementOf(one));
        return called.GetParameters().Any(taken => taken.ParameterType == element);
    }

    private static Type ElementOf(Type one) => one.GenericTypeArguments is [var key, var value]
        ? typeof(KeyValuePair<,>).MakeGenericType(key, value)
        : one.GenericTypeArguments[0];

    private static IEnumerable<Type> TypesIn(MethodBase method, IReadOnlyList<MemberInfo> members) =>
    [
        .. method.GetParameters().Select(taken => taken.ParameterType),
        .. method.GetMethodBody()?.LocalVariables.Select(local => local.LocalType) ?? [],
        .. members.OfType<FieldInfo>().Select(field => field.FieldType),
        .. members.OfType<MethodInfo>().Select(called => called.ReturnType),
    ];
}
