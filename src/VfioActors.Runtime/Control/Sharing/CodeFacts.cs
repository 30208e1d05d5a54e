using System.Collections.Concurrent;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using Akka.Actor;

namespace VfioActors.Runtime.Control.Sharing;

/// <summary>What the code of somebody's types says of what it uses beside messages.</summary>
internal static class CodeFacts
{
    /// <summary>So many methods are followed from one type.</summary>
    private const int MethodsMax = 500;

    private const BindingFlags Own = BindingFlags.DeclaredOnly | BindingFlags.Instance | BindingFlags.Static
        | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly ConcurrentDictionary<MemberInfo, IReadOnlyList<FieldInfo>> Statics = new();
    private static readonly ConcurrentDictionary<MemberInfo, IReadOnlyList<MethodBase>> Calls = new();
    private static readonly ConcurrentDictionary<Type, IReadOnlyList<FieldInfo>> Variables = new();
    private static readonly ConcurrentDictionary<MethodInfo, IReadOnlySet<FieldInfo>> Captured = new();

    /// <summary>Whether a type is somebody's own: neither of .NET, nor of Akka.NET, nor of the house.</summary>
    internal static bool IsOwn(Type type) => !IsAkkas(type) && type.Assembly != typeof(CodeFacts).Assembly
        && (type.Assembly.GetName().Name ?? "") is var home
        && home != "System" && home != "mscorlib" && home != "netstandard"
        && !home.StartsWith("System.", StringComparison.Ordinal)
        && !home.StartsWith("Microsoft.", StringComparison.Ordinal);

    /// <summary>Whether a type is of Akka.NET.</summary>
    internal static bool IsAkkas(Type type) => type.Assembly == typeof(ActorBase).Assembly
        || type.Assembly.GetName().Name?.StartsWith("Akka.", StringComparison.Ordinal) == true;

    /// <summary>Whether a type holds the variables that lambdas share with the method that they stand in.</summary>
    internal static bool IsClosure(Type type) => type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false)
        && type.Name.Contains("DisplayClass", StringComparison.Ordinal);

    /// <summary>The static fields that the code of a type uses, itself or by what it calls.</summary>
    internal static IReadOnlyList<FieldInfo> StaticsOf(Type type) =>
        Statics.GetOrAdd(type, _ => FindStatics(MethodsOf(type)));

    /// <summary>The static fields that a method uses, itself or by what it calls.</summary>
    internal static IReadOnlyList<FieldInfo> StaticsOf(MethodInfo method) =>
        Statics.GetOrAdd(method, _ => FindStatics([method]));

    /// <summary>What the code of a type calls that is nobody's own, itself or by what it calls.</summary>
    internal static IReadOnlyList<MethodBase> CallsOf(Type type) =>
        Calls.GetOrAdd(type, _ => FindCalls(MethodsOf(type)));

    /// <summary>What a method calls that is nobody's own, itself or by what it calls.</summary>
    internal static IReadOnlyList<MethodBase> CallsOf(MethodInfo method) =>
        Calls.GetOrAdd(method, _ => FindCalls([method]));

    /// <summary>
    /// The variables of closures that a lambda uses, itself or by those within it: one closure keeps those of all
    /// lambdas of a method.
    /// </summary>
    internal static IReadOnlySet<FieldInfo> UsedBy(MethodInfo lambda) => Captured.GetOrAdd(lambda, FindUsed);

    /// <summary>Of the variables of a closure those that its lambdas set.</summary>
    internal static IReadOnlyList<FieldInfo> SetBy(Type closure) => Variables.GetOrAdd(closure, FindSet);

    private static IReadOnlyList<FieldInfo> FindStatics(IEnumerable<MethodBase> methods) =>
        [.. FieldsIn(methods).Where(field => field is { IsStatic: true, IsLiteral: false } && !IsMade(field))];

    private static IReadOnlySet<FieldInfo> FindUsed(MethodInfo lambda) =>
        FieldsIn([lambda]).Where(field => !field.IsStatic && IsClosure(field.DeclaringType!)).ToHashSet();

    private static IReadOnlyList<MethodBase> FindCalls(IEnumerable<MethodBase> methods) =>
        [.. MembersIn(methods).OfType<MethodBase>().Where(called =>
            OutsideCalls.LotOf(called) is not null || OutsideCalls.SharedBy(called) is not null)];

    private static IEnumerable<FieldInfo> FieldsIn(IEnumerable<MethodBase> methods) =>
        MembersIn(methods).OfType<FieldInfo>().Where(field => field.DeclaringType is { } owner && IsOwn(owner));

    private static HashSet<MemberInfo> MembersIn(IEnumerable<MethodBase> methods)
    {
        HashSet<MemberInfo> found = [];
        HashSet<MethodBase> seen = [];
        Stack<MethodBase> left = new(methods);
        while (left.TryPop(out var method) && seen.Count < MethodsMax)
        {
            if (!seen.Add(method)) { continue; }
            foreach (var part in PartsOf(method)) { left.Push(part); }
            foreach (var (_, member) in CodeReader.MembersIn(method))
            {
                found.Add(member);
                if (member is MethodBase { DeclaringType: { } owner } called && IsOwn(owner)) { left.Push(called); }
            }
        }

        return found;
    }

    /// <summary>Whether the compiler made it, to keep a delegate or the like; a property's own is somebody's.</summary>
    private static bool IsMade(FieldInfo field) => field.Name.StartsWith('<')
        && !field.Name.EndsWith("k__BackingField", StringComparison.Ordinal);

    private static IReadOnlyList<FieldInfo> FindSet(Type closure) =>
    [
        .. MethodsOf(closure).SelectMany(method => PartsOf(method).Prepend<MethodBase>(method))
            .SelectMany(CodeReader.MembersIn)
            .Where(one => Sets(one.Code, one.Member)).Select(one => (FieldInfo)one.Member)
            .Where(field => field.DeclaringType == closure).Distinct(),
    ];

    /// <summary>A number is set by its address too, as by Interlocked.</summary>
    private static bool Sets(OpCode code, MemberInfo member) =>
        member is FieldInfo field
        && (code == OpCodes.Stfld || (code == OpCodes.Ldflda && field.FieldType.IsPrimitive));

    /// <summary>Where an asynchronous method goes on.</summary>
    private static MethodInfo[] PartsOf(MethodBase method) =>
        method.GetCustomAttribute<StateMachineAttribute>()?.StateMachineType.GetMethods(Own) ?? [];

    private static IEnumerable<MethodBase> MethodsOf(Type type)
    {
        for (var at = type; at is not null && IsOwn(at); at = at.BaseType)
        {
            foreach (var method in at.GetMethods(Own)) { yield return method; }
            foreach (var made in at.GetConstructors(Own)) { yield return made; }
        }
    }
}
