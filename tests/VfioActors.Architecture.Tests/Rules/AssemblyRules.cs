using System.Reflection;
using System.Runtime.CompilerServices;
using VfioActors.Architecture.Tests.Sources;

namespace VfioActors.Architecture.Tests.Rules;

/// <summary>What only the compiled assembly shows.</summary>
public static class AssemblyRules
{
    private static readonly string[] Impure =
    [
        "System.Console", "System.Diagnostics.Process", "System.IO.", "System.Net.", "System.Security.Cryptography",
        "System.Threading", "Akka",
    ];

    public static IEnumerable<Offence> References(Assembly assembly) =>
        References(assembly.GetName().Name!, assembly.GetReferencedAssemblies().Select(reference => reference.Name!));

    /// <summary>Names no project beyond its reach, even one that came along with another.</summary>
    public static IEnumerable<Offence> References(string assembly, IEnumerable<string> references) =>
        from reference in references
        where reference.StartsWith("VfioActors.", StringComparison.Ordinal)
        where !ProjectRules.Reach(assembly).Contains(reference)
        select new Offence(assembly, 0, $"refers to {reference}");

    /// <summary>A pure assembly names nothing of the machine it runs on.</summary>
    public static IEnumerable<Offence> Pure(Assembly assembly) =>
        from reference in assembly.GetReferencedAssemblies()
        where Impure.Any(prefix => reference.Name!.StartsWith(prefix, StringComparison.Ordinal))
        select new Offence(assembly.GetName().Name!, 0, $"refers to {reference.Name}");

    public static IEnumerable<Offence> NoMutableStatics(IEnumerable<Type> types) =>
        from type in types
        where !type.IsDefined(typeof(CompilerGeneratedAttribute))
        from field in type.GetFields(
            BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
        where !field.IsInitOnly && !field.IsLiteral && !IsCacheOfCompiler(field)
        select new Offence(type.FullName!, 0, $"static {field.Name} can change");

    public static IEnumerable<Offence> Sealed(IEnumerable<Type> types) =>
        from type in types
        where type.IsClass && !type.IsSealed && !type.IsAbstract && !type.IsDefined(typeof(CompilerGeneratedAttribute))
        select new Offence(type.FullName!, 0, "neither sealed, abstract nor static");

    /// <summary>The compiler keeps delegates in static fields; no name of ours has an angle bracket first.</summary>
    private static bool IsCacheOfCompiler(FieldInfo field) => field.Name.StartsWith("<>", StringComparison.Ordinal);
}
