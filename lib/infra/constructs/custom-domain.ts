import {
  ApiMapping,
  DomainName,
  type HttpApi,
  type HttpStage,
  SecurityPolicy,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { ARecord, HostedZone, RecordTarget } from 'aws-cdk-lib/aws-route53';
import { ApiGatewayv2DomainProperties } from 'aws-cdk-lib/aws-route53-targets';
import { Construct } from 'constructs';

export interface Domain {
  /** `scim.example.com` */
  readonly name: string;
  /** Of a certificate for that name, in the Region of the stack. */
  readonly certificateArn: string;
  /** The Route 53 zone that is given the record. @default none: point the name at the output RegionalDomainName */
  readonly hostedZone?: { readonly id: string; readonly name: string };
}

/** A name of one's own for the endpoint: the base URL stays when the stack is made anew. */
export class CustomDomain extends Construct {
  /** What a CNAME points at. */
  readonly regionalDomainName: string;

  constructor(
    scope: Construct,
    id: string,
    { domain, api, stage }: { domain: Domain; api: HttpApi; stage: HttpStage },
  ) {
    super(scope, id);
    const domainName = new DomainName(this, 'Name', {
      domainName: domain.name,
      certificate: Certificate.fromCertificateArn(this, 'Certificate', domain.certificateArn),
      securityPolicy: SecurityPolicy.TLS_1_2,
    });
    new ApiMapping(this, 'Mapping', { api, stage, domainName });
    const { regionalDomainName, regionalHostedZoneId } = domainName;
    this.regionalDomainName = regionalDomainName;
    if (domain.hostedZone === undefined) return;
    const { id: hostedZoneId, name: zoneName } = domain.hostedZone;
    new ARecord(this, 'Record', {
      zone: HostedZone.fromHostedZoneAttributes(this, 'Zone', { hostedZoneId, zoneName }),
      recordName: `${domain.name}.`,
      target: RecordTarget.fromAlias(
        new ApiGatewayv2DomainProperties(regionalDomainName, regionalHostedZoneId),
      ),
    });
  }
}
