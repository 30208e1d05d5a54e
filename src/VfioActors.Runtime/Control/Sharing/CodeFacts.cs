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
    internal const int MethodsMax = 2_000;

    private const BindingFlags Own = BindingFlags.DeclaredOnly | BindingFlags.Instance | BindingFlags.Static
        | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly ConcurrentDictionary<MemberInfo, CodeUse> Uses = new();
    private static readonly ConcurrentDictionary<Type, CodeUse> UsesByOthers = new();
    private static readonly ConcurrentDictionary<Type, IReadOnlyList<FieldInfo>> Variables = new();
    private static readonly ConcurrentDictionary<MethodInfo, IReadOnlySet<FieldInfo>> Captured = new();
    private static readonly ConcurrentDictionary<MethodInfo, IReadOnlySet<FieldInfo>> Fields = new();
    private static readonly ConcurrentDictionary<MethodInfo, IReadOnlySet<FieldInfo>> FieldsBehind = new();
    private static readonly ConcurrentDictionary<MethodInfo, IReadOnlySet<string>> Contexts = new();
    private static readonly ConcurrentDictionary<FieldInfo, bool> SetLater = new();

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

    /// <summary>What the code of a type uses, itself or by what it calls.</summary>
    internal static CodeUse UseOf(Type type) => Uses.GetOrAdd(type, _ => FindUse(MethodsOf(type)));

    /// <summary>What a method uses, itself or by what it calls.</summary>
    internal static CodeUse UseOf(MethodInfo method) => Uses.GetOrAdd(method, _ => FindUse([method]));

    /// <summary>What the code of a type uses that others call without naming it, as by an interface.</summary>
    internal static CodeUse UseByOthersOf(Type type) =>
        UsesByOthers.GetOrAdd(type, _ => FindUse(VirtualsOf(type)));

    /// <summary>
    /// The variables of closures that a lambda uses, itself or by those within it: one closure keeps those of all
    /// lambdas of a method.
    /// </summary>
    internal static IReadOnlySet<FieldInfo> UsedBy(MethodInfo lambda) => Captured.GetOrAdd(lambda, FindUsed);

    /// <summary>The fields of objects that a method uses, itself or by what it calls.</summary>
    internal static IReadOnlySet<FieldInfo> FieldsUsedBy(MethodInfo method) =>
        Fields.GetOrAdd(method, _ => InstanceFields(MembersIn([method]).Members));

    /// <summary>By which names a method, or what it calls, uses contexts of actors.</summary>
    internal static IReadOnlySet<string> OfContextUsedBy(MethodInfo method) => Contexts.GetOrAdd(method, _ =>
        MembersIn([method]).Members.Where(member => member.DeclaringType is { IsInterface: true } owner
            && owner.IsAssignableFrom(typeof(ActorCell)) && IsAkkas(owner))
        .Select(member => member.Name).ToHashSet());

    /// <summary>Those that an asynchronous method uses where it goes on behind its first await.</summary>
    internal static IReadOnlySet<FieldInfo> FieldsUsedBehindAwait(MethodInfo method) =>
        FieldsBehind.GetOrAdd(method, _ =>
        {
            List<(OpCode Code, MemberInfo Member)> behind =
                [.. CodeReader.MembersIn(method).SkipWhile(one => !IsAwait(one.Member))];
            List<MethodBase> called = [.. behind.SelectMany(one => CalledBy(one.Code, one.Member))];
            return InstanceFields(behind.Select(one => one.Member).Concat(MembersIn(called).Members));
        });

    /// <summary>
    /// Whether a field of an actor is set by other code than what makes or starts it, and a variable of a closure by
    /// other code than what makes the closure.
    /// </summary>
    internal static bool IsSetLater(FieldInfo field) => SetLater.GetOrAdd(field, _ => !field.IsInitOnly
        && MethodsAround(field.DeclaringType!).Any(method => method.Name != "PreStart" && SetIn(method).Contains(field)
            && !CodeReader.MembersIn(method).Any(one => IsMaking(one.Code, one.Member, field.DeclaringType!))));

    /// <summary>Of the variables of a closure those that its lambdas set.</summary>
    internal static IReadOnlyList<FieldInfo> SetBy(Type closure) => Variables.GetOrAdd(closure, FindSet);

    private static CodeUse FindUse(IEnumerable<MethodBase> methods)
    {
        var (members, isCut) = MembersIn([.. methods]);
        var statics = OwnFields(members).Where(field => field is { IsStatic: true, IsLiteral: false }).ToList();

        // What a static field was given when its type was first used is as much of what is read there.
        var made = statics.Select(field => field.DeclaringType!.TypeInitializer).OfType<MethodBase>().Distinct();
        var (inMaking, isMakingCut) = MembersIn([.. made]);
        return new(
            [.. statics.Where(field => !IsMade(field))],
            [.. members.Union(inMaking).OfType<MethodBase>().Where(called =>
                OutsideCalls.LotOf(called) is not null || OutsideCalls.SharedBy(called) is not null
                || OutsideCalls.ThreadOf(called) is not null)],
            isCut || isMakingCut);
    }

    private static IReadOnlySet<FieldInfo> FindUsed(MethodInfo lambda) =>
        OwnFields(MembersIn([lambda]).Members).Where(field => !field.IsStatic && IsClosure(field.DeclaringType!))
            .ToHashSet();

    private static HashSet<FieldInfo> InstanceFields(IEnumerable<MemberInfo> members) =>
        OwnFields(members).Where(field => !field.IsStatic).ToHashSet();

    /// <summary>Of a closure all that stand in the same type may use it, of an actor what stands in it.</summary>
    private static IEnumerable<MethodInfo> MethodsAround(Type type) =>
        ((IsClosure(type) ? type.DeclaringType : type) ?? type).GetNestedTypes(Own).Append(type)
            .SelectMany(home => home.GetNestedTypes(Own).Append(home))
            .Distinct().SelectMany(home => home.GetMethods(Own));

    private static bool IsMaking(OpCode code, MemberInfo member, Type made) =>
        code == OpCodes.Newobj && member.DeclaringType == made;

    private static bool IsAwait(MemberInfo member) => member.Name.StartsWith("Await", StringComparison.Ordinal)
        && member.Name.EndsWith("OnCompleted", StringComparison.Ordinal);

    private static IEnumerable<FieldInfo> OwnFields(IEnumerable<MemberInfo> members) =>
        members.OfType<FieldInfo>().Where(field => field.DeclaringType is { } owner && IsOwn(owner));

    private static (IReadOnlyCollection<MemberInfo> Members, bool IsCut) MembersIn(IReadOnlyList<MethodBase> methods)
    {
        HashSet<MemberInfo> found = [];
        HashSet<MethodBase> seen = [];
        Stack<MethodBase> left = new(methods);
        while (left.TryPop(out var method))
        {
            if (seen.Count == MethodsMax) { return (found, true); }
            if (!seen.Add(method)) { continue; }
            foreach (var part in PartsOf(method)) { left.Push(part); }
            List<(OpCode Code, MemberInfo Member)> named = [.. CodeReader.MembersIn(method)];
            found.UnionWith(HashOrders.In(method, [.. named.Select(one => one.Member)]));
            foreach (var (code, member) in named)
            {
                if (IsOfIterators(method, member)) { continue; }
                found.Add(member);
                foreach (var next in CalledBy(code, member)) { left.Push(next); }
            }
        }

        return (found, false);
    }

    /// <summary>
    /// Whether the compiler put it there: what "yield" stands in gives itself out to the thread that asked for it
    /// first, and a copy to others, which nobody can tell.
    /// </summary>
    private static bool IsOfIterators(MethodBase method, MemberInfo member) =>
        member.Name == "get_CurrentManagedThreadId"
        && method.DeclaringType is { } home && home.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false)
        && home.GetField("<>l__initialThreadId", Own) is not null;

    /// <summary>Of what is made every method may be called by a name that its type shares with others.</summary>
    private static IEnumerable<MethodBase> CalledBy(OpCode code, MemberInfo member)
    {
        if (member is not MethodBase { DeclaringType: { } owner } called) { return []; }
        if (!IsOwn(owner) || IsOfTests(owner)) { return []; }
        return code == OpCodes.Newobj && !typeof(ActorBase).IsAssignableFrom(owner)
            ? [called, .. VirtualsOf(owner)]
            : [called];
    }

    /// <summary>Whether it is there to say what tests claim: what that reads of a clock nobody explores.</summary>
    private static bool IsOfTests(Type type) => (type.Assembly.GetName().Name ?? "") is var home
        && (home == "VfioActors.TestKit" || home.StartsWith("xunit.", StringComparison.Ordinal));

    /// <summary>Whether the compiler made it, to keep a delegate or the like; a property's own is somebody's.</summary>
    private static bool IsMade(FieldInfo field) => field.Name.StartsWith('<')
        && !field.Name.EndsWith("k__BackingField", StringComparison.Ordinal);

    /// <summary>One within another sets what is kept by that.</summary>
    private static IReadOnlyList<FieldInfo> FindSet(Type closure) =>
    [
        .. (closure.DeclaringType?.GetNestedTypes(Own).Where(IsClosure) ?? []).Append(closure).Distinct()
            .Select(one => one.IsGenericTypeDefinition && closure.IsGenericType && one.Name == closure.Name
                ? closure : one)
            .SelectMany(MethodsOf)
            .SelectMany(method => PartsOf(method).Prepend<MethodBase>(method))
            .SelectMany(SetIn)
            .Where(field => field.DeclaringType == closure && !IsMade(field)).Distinct(),
    ];

    private static IEnumerable<FieldInfo> SetIn(MethodBase method)
    {
        List<(OpCode Code, MemberInfo Member)> all = [.. CodeReader.MembersIn(method)];
        for (var at = 0; at < all.Count; at++)
        {
            if (all[at].Member is not FieldInfo field) { continue; }
            var isByAddress = all[at].Code == OpCodes.Ldflda && ChangesByAddress(field.FieldType, at + 1, all);
            if (all[at].Code == OpCodes.Stfld || isByAddress) { yield return field; }
        }
    }

    /// <summary>
    /// Whether something is changed by its address, as a number by Interlocked, and a part of a value by its name.
    /// </summary>
    private static bool ChangesByAddress(Type type, int at, List<(OpCode Code, MemberInfo Member)> all)
    {
        if (type.IsGenericParameter) { return false; }

        // Of an object nobody needs the address but to put another in its place, as Interlocked does, and "out".
        if (type.IsPrimitive || type.IsEnum || !type.IsValueType) { return true; }
        if (type.IsDefined(typeof(IsReadOnlyAttribute))) { return false; }
        var isRead = at < all.Count && all[at].Member.DeclaringType == type
            && (all[at].Code == OpCodes.Ldfld || all[at].Member.IsDefined(typeof(IsReadOnlyAttribute)));
        return !isRead || all.Exists(one => one.Code == OpCodes.Stfld && one.Member.DeclaringType == type);
    }

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

    /// <summary>
    /// The methods that others call without naming the type. The hash of something is asked for by whatever keeps it.
    /// </summary>
    private static IEnumerable<MethodBase> VirtualsOf(Type type) =>
        type.IsArray
            ? []
            : MethodsOf(type).Where(method => method is { IsVirtual: true, Name: not nameof(GetHashCode) });
}
