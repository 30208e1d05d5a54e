using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using VfioActors.Architecture.Tests.Sources;

namespace VfioActors.Architecture.Tests.Rules;

/// <summary>
/// A number with a unit is a type. So nothing in the rules of VFIO is declared as a plain <c>ulong</c>: no field,
/// property, parameter, local, result or element of a tuple. A cast to it declares nothing, and is allowed. A record
/// struct whose one parameter is its Value is such a type, wherever it is declared.
/// </summary>
public static class UnitRules
{
    /// <summary>Where the units themselves are: they wrap a plain number.</summary>
    public const string UnitsIn = "src/VfioActors.Vfio/Values/";

    /// <summary>What is a plain number for a reason.</summary>
    public static IReadOnlyList<UnitException> Exceptions { get; } =
    [
        new("Containers/Pins/PinLedger.cs", "Contribution", "a fingerprint"),
        new("Containers/Pins/PinLedger.cs", "Hash", "a fingerprint"),
        new("Containers/Pins/PinLedger.cs", "sum", "a fingerprint"),
        new("Containers/States/ContainerState.cs", "value", "what a call returns: each call has its own unit"),
        new("Faults/Regions/FaultSlots.cs", "Contribution", "a fingerprint"),
        new("Faults/Regions/FaultSlots.cs", "Share", "a fingerprint"),
        new("Faults/Regions/FaultSlots.cs", "sum", "a fingerprint"),
        new("Protocols/ContainerMessage.cs", "PageSizes", "a bit set: one bit for each size of a page"),
        new("Protocols/ContainerMessage.cs", "Value", "what a call returns: each call has its own unit"),
        new("Protocols/GroupOptions.cs", "PageSizes", "a bit set: one bit for each size of a page"),
        new("Runs/RunMap.cs", "Contribution", "a fingerprint"),
        new("Runs/RunMap.cs", "Hash", "a fingerprint"),
        new("Runs/RunMap.cs", "HashOf", "a fingerprint"),
        new("Runs/RunMap.cs", "hash", "a fingerprint"),
        new("Runs/RunMap.cs", "sum", "a fingerprint"),
        new("Spapr/Containers/SpaprCallQueue.cs", "value", "what a call returns: each call has its own unit"),
        new("Spapr/Containers/SpaprContainerOptions.cs", "PageSizes", "a bit set: one bit for each size of a page"),
        new("Spapr/Containers/SpaprFileSteps.cs", "value", "what a call returns: each call has its own unit"),
        new("Spapr/Hypervisors/HypervisorBehavior.cs", "value", "what a call returns: each call has its own unit"),
        new("Spapr/Protocols/HypercallMessage.cs", "Value", "what a call returns: each call has its own unit"),
        new("Spapr/Protocols/SpaprContainerMessage.cs", "PageSizes", "a bit set: one bit for each size of a page"),
        new("Spapr/Protocols/SpaprContainerMessage.cs", "Value", "what a call returns: each call has its own unit"),
        new("Spapr/Tables/TceTable.cs", "Contribution", "a fingerprint"),
        new("Spapr/Tables/TceTable.cs", "Hash", "a fingerprint"),
        new("Spapr/Tables/TceTable.cs", "sum", "a fingerprint"),
    ];

    /// <summary>Nothing is declared as a plain number, but for the exceptions.</summary>
    public static IEnumerable<Offence> NumbersHaveUnits(SourceFile file)
    {
        if (file.Path.StartsWith(UnitsIn, StringComparison.Ordinal)) { return []; }
        return
            from plain in Declared(file)
            where !Exceptions.Any(known => known.Covers(file, plain.Name))
            select file.Offence(plain.At, $"{plain.Name} is a plain ulong");
    }

    /// <summary>What a file declares as a plain number.</summary>
    public static IEnumerable<(SyntaxNode At, string Name)> Declared(SourceFile file)
    {
        foreach (var type in file.All<PredefinedTypeSyntax>())
        {
            if (!type.Keyword.IsKind(SyntaxKind.ULongKeyword)) { continue; }
            if (NameFor(type) is { } name && !IsUnit(type)) { yield return (type, name); }
        }

        foreach (var local in file.All<VariableDeclarationSyntax>().Where(local => local.Type.IsVar))
        {
            foreach (var variable in local.Variables.Where(variable => IsPlain(variable.Initializer?.Value)))
            {
                yield return (variable, variable.Identifier.ValueText);
            }
        }
    }

    /// <summary>What a type is the type of; null when it declares nothing.</summary>
    private static string? NameFor(SyntaxNode type)
    {
        if (type.Parent is TupleElementSyntax { Identifier.ValueText: { Length: > 0 } element }) { return element; }
        return type.Parent switch
        {
            TypeSyntax or TypeArgumentListSyntax or TupleElementSyntax or BaseTypeSyntax => NameFor(type.Parent),
            VariableDeclarationSyntax declaration => declaration.Variables[0].Identifier.ValueText,
            PropertyDeclarationSyntax property => property.Identifier.ValueText,
            ParameterSyntax parameter => parameter.Identifier.ValueText,
            MethodDeclarationSyntax method => method.Identifier.ValueText,
            LocalFunctionStatementSyntax function => function.Identifier.ValueText,
            DelegateDeclarationSyntax named => named.Identifier.ValueText,
            IndexerDeclarationSyntax => "this",
            ForEachStatementSyntax each => each.Identifier.ValueText,
            DeclarationExpressionSyntax declaration => declaration.Designation.ToString(),
            BaseListSyntax { Parent: TypeDeclarationSyntax owner } => owner.Identifier.ValueText,
            _ => null,
        };
    }

    private static bool IsUnit(PredefinedTypeSyntax type) =>
        type.Parent is ParameterSyntax
        {
            Identifier.ValueText: "Value",
            Parent: ParameterListSyntax
            {
                Parameters.Count: 1,
                Parent: RecordDeclarationSyntax { RawKind: (int)SyntaxKind.RecordStructDeclaration },
            },
        };

    private static bool IsPlain(ExpressionSyntax? value) =>
        value is LiteralExpressionSyntax literal && literal.Token.Value is ulong
        && literal.Token.Text.EndsWith("UL", StringComparison.OrdinalIgnoreCase);
}
