import { ArnFormat, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  CfnAuthorizer,
  CfnIntegration,
  CfnRoute,
  type CfnRouteProps,
  HttpApi,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { CustomDomain, type Domain } from '#infra/constructs/custom-domain.ts';

export interface AdminJwt {
  /** `https://login.example.com/`, as the `iss` of its tokens has it. */
  readonly issuer: string;
  readonly audience: string;
  /** What the scope of a token must have. @default 'rollcall:admin' */
  readonly scope?: string;
  /** The claim that confines an admin to one workspace. @default 'rollcall_workspace' */
  readonly workspaceClaim?: string;
}

/** A route and the function that answers it. */
export interface ApiRoute {
  /** `GET /scim/v2/Users/{id}`, or `$default`. */
  readonly key: string;
  /** Whether the gateway lets only administrators past. SCIM functions check tokens themselves. */
  readonly area: 'scim' | 'admin';
  readonly fn: IFunction;
}

export interface ScimApiProps {
  readonly routes: readonly ApiRoute[];
  readonly logRetention: RetentionDays;
  /** @default the name that the gateway gives */
  readonly domain?: Domain;
  /** Who administers. @default whoever IAM lets invoke the API */
  readonly adminJwt?: AdminJwt;
}

/**
 * Requests in a second, and at once. It is the most that an account has, and far above what the
 * functions can take: the gateway's own 429 is no SCIM Error, and must not come before ours.
 */
const THROTTLE = { rateLimit: 10_000, burstLimit: 5000 } as const;

/** No path, no query, no header: a client may have put anything there. */
const ACCESS_LOG = {
  requestId: '$context.requestId',
  time: '$context.requestTimeEpoch',
  route: '$context.routeKey',
  status: '$context.status',
  ms: '$context.responseLatency',
  integrationStatus: '$context.integrationStatus',
  error: '$context.error.responseType',
  bytes: '$context.responseLength',
  sourceIp: '$context.identity.sourceIp',
} as const;

type Access = Pick<CfnRouteProps, 'authorizationType' | 'authorizerId' | 'authorizationScopes'>;

const OPEN: Access = { authorizationType: 'NONE' };

const CHECKED_BY_THE_FUNCTION = {
  id: 'AwsSolutions-APIG4',
  reason:
    'The function checks the token itself: the cache of an authorizer keeps revoked tokens alive, and its 401 is no SCIM Error.',
};

/** The HTTP API, with each route exactly as `functions/routes.ts` has it. */
export class ScimApi extends Construct {
  readonly api: HttpApi;
  readonly accessLog: LogGroup;
  /** `https://scim.example.com` */
  readonly url: string;
  readonly domain: CustomDomain | undefined;

  constructor(scope: Construct, id: string, props: ScimApiProps) {
    super(scope, id);
    const { routes, domain } = props;
    this.api = new HttpApi(this, 'Api', {
      apiName: Stack.of(this).stackName,
      description: 'Rollcall: SCIM 2.0 and its administration',
      createDefaultStage: false,
      disableExecuteApiEndpoint: domain !== undefined,
    });
    this.accessLog = new LogGroup(this, 'AccessLog', {
      retention: props.logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const stage = this.addStage();
    this.domain = domain && new CustomDomain(this, 'Domain', { domain, api: this.api, stage });
    this.url = domain === undefined ? this.api.apiEndpoint : `https://${domain.name}`;
    this.addRoutes(routes, props.adminJwt);
  }

  private addStage(): HttpStage {
    return new HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      throttle: THROTTLE,
      accessLogSettings: {
        destination: new LogGroupLogDestination(this.accessLog),
        format: AccessLogFormat.custom(JSON.stringify(ACCESS_LOG)),
      },
    });
  }

  /** Not by HttpRoute: its route key refuses `/Users/`, which the gateway takes for another path. */
  private addRoutes(routes: readonly ApiRoute[], adminJwt: AdminJwt | undefined): void {
    const targets = new Map(
      [...new Set(routes.map(({ fn }) => fn))].map((fn) => [fn, this.target(fn)]),
    );
    const hasAdmin = routes.some(({ area }) => area === 'admin');
    const access = { scim: OPEN, admin: hasAdmin ? this.adminAccess(adminJwt) : OPEN };
    const { apiId } = this.api;
    for (const { key, area, fn } of routes) {
      const target = targets.get(fn);
      const route = new CfnRoute(this, key, { apiId, routeKey: key, target, ...access[area] });
      if (area === 'scim') Validations.of(route).acknowledge(CHECKED_BY_THE_FUNCTION);
    }
  }

  private target(fn: IFunction): string {
    const name = fn.node.scope?.node.id ?? fn.node.id;
    const integration = new CfnIntegration(this, `${name}Integration`, {
      apiId: this.api.apiId,
      integrationType: 'AWS_PROXY',
      integrationUri: fn.functionArn,
      payloadFormatVersion: '2.0',
    });
    fn.addPermission('Api', {
      principal: new ServicePrincipal('apigateway.amazonaws.com'),
      sourceArn: Stack.of(this).formatArn({
        service: 'execute-api',
        resource: this.api.apiId,
        resourceName: '*/*',
        arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
      }),
    });
    return `integrations/${integration.ref}`;
  }

  private adminAccess(jwt: AdminJwt | undefined): Access {
    if (jwt === undefined) return { authorizationType: 'AWS_IAM' };
    const authorizer = new CfnAuthorizer(this, 'AdminAuthorizer', {
      apiId: this.api.apiId,
      authorizerType: 'JWT',
      name: 'admin',
      identitySource: ['$request.header.Authorization'],
      jwtConfiguration: { issuer: jwt.issuer, audience: [jwt.audience] },
    });
    return {
      authorizationType: 'JWT',
      authorizerId: authorizer.ref,
      authorizationScopes: [jwt.scope ?? 'rollcall:admin'],
    };
  }
}
