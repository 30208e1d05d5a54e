using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace VfioActors.Architecture.Tests.Api;

/// <summary>What an assembly shows to whoever refers to it, a line a type and a line a member.</summary>
public static class ApiListing
{
    private static readonly SymbolDisplayFormat Types = SymbolDisplayFormat.FullyQualifiedFormat
        .WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted)
        .WithKindOptions(SymbolDisplayKindOptions.IncludeTypeKeyword)
        .WithGenericsOptions(
            SymbolDisplayGenericsOptions.IncludeTypeParameters | SymbolDisplayGenericsOptions.IncludeTypeConstraints);

    private static readonly SymbolDisplayFormat Members = new SymbolDisplayFormat(
        propertyStyle: SymbolDisplayPropertyStyle.ShowReadWriteDescriptor,
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters
            | SymbolDisplayGenericsOptions.IncludeTypeConstraints,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes
            | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier)
        .WithMemberOptions(
            SymbolDisplayMemberOptions.IncludeAccessibility | SymbolDisplayMemberOptions.IncludeModifiers
            | SymbolDisplayMemberOptions.IncludeParameters | SymbolDisplayMemberOptions.IncludeType
            | SymbolDisplayMemberOptions.IncludeRef | SymbolDisplayMemberOptions.IncludeConstantValue)
        .WithParameterOptions(
            SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeName
            | SymbolDisplayParameterOptions.IncludeParamsRefOut | SymbolDisplayParameterOptions.IncludeDefaultValue
            | SymbolDisplayParameterOptions.IncludeModifiers);

    /// <summary>The listing of an assembly, in the order of names.</summary>
    public static string Of(Assembly assembly)
    {
        var itself = MetadataReference.CreateFromFile(assembly.Location);
        var compilation = CSharpCompilation.Create("Listing", references: [itself, .. Others(assembly)]);
        var symbol = (IAssemblySymbol)compilation.GetAssemblyOrModuleSymbol(itself)!;
        return string.Concat(
            TypesIn(symbol.GlobalNamespace).OrderBy(type => type.ToDisplayString(Types), StringComparer.Ordinal)
                .SelectMany(LinesOf));
    }

    private static IEnumerable<PortableExecutableReference> Others(Assembly assembly)
    {
        var trusted = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        return trusted.Split(Path.PathSeparator).Where(path => path != assembly.Location)
            .Select(path => MetadataReference.CreateFromFile(path));
    }

    private static IEnumerable<INamedTypeSymbol> TypesIn(INamespaceOrTypeSymbol place)
    {
        foreach (var member in place.GetMembers())
        {
            if (member is INamedTypeSymbol type && IsShown(type)) { yield return type; }
            var inner = member is INamedTypeSymbol && !IsShown(member) ? null : member as INamespaceOrTypeSymbol;
            foreach (var deeper in inner is null ? [] : TypesIn(inner)) { yield return deeper; }
        }
    }

    private static IEnumerable<string> LinesOf(INamedTypeSymbol type)
    {
        var isDerived = type is { TypeKind: TypeKind.Class, BaseType.SpecialType: SpecialType.None };
        INamedTypeSymbol[] above = isDerived ? [type.BaseType!, .. type.Interfaces] : [.. type.Interfaces];
        var ancestors = above.Select(one => one.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat))
            .Order(StringComparer.Ordinal).ToList();
        var isAbstract = type is { TypeKind: TypeKind.Class, IsAbstract: true };
        var modifiers = type.IsStatic ? "static " : isAbstract ? "abstract " : "";
        yield return $"{modifiers}{type.ToDisplayString(Types)}"
            + $"{(ancestors.Count > 0 ? $" : {string.Join(", ", ancestors)}" : "")}\n";
        var members = type.GetMembers().Where(member => member is not INamedTypeSymbol && IsShown(member))
            .Select(member => member.ToDisplayString(Members)).Order(StringComparer.Ordinal);
        foreach (var member in members) { yield return $"    {member}\n"; }
    }

    /// <summary>What the compiler makes for records and accessors goes without saying.</summary>
    private static bool IsShown(ISymbol symbol) =>
        symbol.DeclaredAccessibility
            is Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal
        && symbol is not IMethodSymbol { AssociatedSymbol: not null }
        && symbol.GetAttributes().All(attribute => attribute.AttributeClass?.Name != "CompilerGeneratedAttribute");
}
